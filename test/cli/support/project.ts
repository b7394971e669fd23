import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inject, onTestFinished } from "vitest";

/** One small experiment on the drawn faces, which trains in a moment. */
export const spec = `kpnet 1

keypoints Imm58 {
  count: 58
  names: { nose_tip: 52 }
}

dataset Faces {
  source: imm("data/imm")
  keypoints: Imm58
  split: by_person(train: 1..2, validation: [3])
}

examples Noses from Faces {
  keep_points([nose_tip])
  grayscale()
  resize(24, 32)
  scale(-0.5..0.5)
}

model Tiny {
  input image: image[1, 24, 32] in -0.5..0.5

  conv1 = conv2d(4, kernel: 3, padding: 1)
  maxpool2d(2)
  relu()
  flatten()
  drop = dropout(p: 0.1)
  fc   = linear(2)

  output nose: points[1]
}

experiment Nose {
  model: Tiny
  data: Noses
  loss: mse()
  optimizer: adam(lr: 1e-3)
  epochs: 2
  metrics: [mae()]
  batch: 4
  seed: 7
  reported: { validation_loss: 0.002 }
}
`;

export interface ProjectOptions {
  /** Files beside the spec's own, by path; they may replace it. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** A link to the shared faces, a copy that a test may damage, or nothing. */
  readonly faces?: "link" | "copy" | "none";
}

/** A project with the small experiment in spec.kpnet, in a folder that is gone when the test is over. */
export function project(options: ProjectOptions = {}): string {
  const root = makeProject(options);
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** The same for a whole file of tests; its folder is the caller's to remove. */
export function makeProject({ files = {}, faces = "link" }: ProjectOptions = {}): string {
  const root = mkdtempSync(join(tmpdir(), "kpnet-cli-"));
  for (const [path, content] of Object.entries({ "package.json": "{}", "spec.kpnet": spec, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  if (faces !== "none") mkdirSync(join(root, "data"));
  if (faces === "link") symlinkSync(inject("faces"), join(root, "data/imm"));
  if (faces === "copy") cpSync(inject("faces"), join(root, "data/imm"), { recursive: true });
  return root;
}
