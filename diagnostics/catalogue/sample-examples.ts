/** The text of a spec with examples of faces, made by these steps. */
export function examplesWith(steps: readonly string[], { mirror = true } = {}): string {
  return `keypoints Imm58 { count: 58; names: { nose_tip: 52 }${mirror ? `; mirror: [${mirrorOf58}]` : ""} }

dataset ImmFaces {
  source: imm("data/imm")
  keypoints: Imm58
  split: by_person(train: 1..32, validation: 33..40)
}

examples Faces from ImmFaces {
${steps.map((step) => `  ${step}`).join("\n")}
}
`;
}

/** Any involution will do. */
const mirrorOf58 = Array.from({ length: 29 }, (_, point) => `${point}<->${57 - point}`).join(", ");
