import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

const spec = (unit: string) => `block Plain { input x: features[C, H, W]; conv1 = conv2d(C, kernel: 1) }

block Stage(unit: block) { input x: features[C, H, W]; first = unit() }

${sampleModel(`stage = Stage(${unit}); flatten(); fc = linear(2)`)}`;

export const block_takes_blocks = defineDiagnostic<{ readonly name: string }>({
  name: "block_takes_blocks",
  severity: "error",
  message: ({ name }) => `\`${name}\` takes blocks itself, so it can't be passed to another block`,
  why: "Blocks that are passed on take numbers, truth values and texts only. Otherwise what a block comes to could be a puzzle without an end.",
  fix: "Pass a block without parameters of the type `block`.",
  bad: spec("Stage"),
  good: spec("Plain"),
});
