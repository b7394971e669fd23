/** Parts of a small sound experiment that a sample of a diagnostic replaces. */
interface Parts {
  readonly points?: number;
  readonly steps?: readonly string[];
  readonly input?: string;
  readonly body?: readonly string[];
  readonly output?: string;
  readonly properties?: Readonly<Record<string, string>>;
}

const soundProperties = {
  loss: "mse()",
  optimizer: "adam(lr: 1e-3)",
  epochs: "25",
  batch: "8",
  seed: "1",
};

/** The text of a spec with one experiment, sound but for what is replaced. */
export function experimentWith({
  points = 58,
  steps = ["keep_points([nose_tip])", "grayscale()", "resize(12, 16)", "scale(-0.5..0.5)"],
  input = "image[1, 12, 16] in -0.5..0.5",
  body = ["flatten()", "fc1 = linear(2)"],
  output = "points[1]",
  properties = {},
}: Parts): string {
  const all = { ...soundProperties, ...properties };
  return `keypoints Imm58 { count: ${points}; names: { nose_tip: 52 } }

dataset ImmFaces {
  source: imm("data/imm")
  keypoints: Imm58
  split: by_person(train: 1..32, validation: 33..40)
}

examples Noses from ImmFaces {
${indented(steps)}
}

model Small {
  input image: ${input}
${indented(body)}
  output nose: ${output}
}

experiment Nose {
  model: Small
  data: Noses
${indented(Object.entries(all).map(([key, value]) => `${key}: ${value}`))}
}
`;
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}
