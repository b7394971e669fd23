/** Parts of the sample specs, so that each diagnostic's file shows only what it is about. */

/** A sound network that finds one point in an 8x8 picture; `steps` stand in place of its own. */
export function sampleModel(steps = "flatten(); fc = linear(2)"): string {
  return `model Tiny {
  input image: image[1, 8, 8] in 0..1
  ${steps}
  output nose: points[1]
}
`;
}

/** A block of these steps, and a model that calls it. */
export function sampleBlock(steps: string): string {
  return `block Twice(width: int) {
  input x: features[C, H, W]
  ${steps}
}

${sampleModel("both = Twice(width: 2); flatten(); fc = linear(2)")}`;
}

/** A model that calls a block of another file. */
export function sampleImport(name: string, path: string): string {
  return `import { ${name} } from "${path}"

${sampleModel(`wide = ${name}(); flatten(); fc = linear(2)`)}`;
}

/** That file. */
export const importedBlock = {
  "blocks/wide.kpnet": `block Wide { input x: features[C, H, W]; conv1 = conv2d(2 * C, kernel: 1) }
`,
};

/** The scheme of the IMM faces, a dataset with it, and examples that suit `sampleModel`. */
export const sampleData = `keypoints Imm58 { count: 58; names: { nose_tip: 52 } }
dataset Faces { source: imm("data/imm"); keypoints: Imm58; split: by_person(train: 1..32, validation: 33..40) }
examples Noses from Faces { keep_points([nose_tip]); grayscale(); resize(8, 8) }
`;

/** All of it, trained; `last` is the experiment's last line. */
export function sampleSpec(last = "epochs: 3"): string {
  return `${sampleData}${sampleModel()}
experiment Nose {
  model: Tiny
  data: Noses
  loss: mse()
  optimizer: adam(lr: 1e-3)
  batch: 8
  ${last}
}
`;
}
