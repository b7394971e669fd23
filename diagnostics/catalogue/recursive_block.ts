import { defineDiagnostic } from "../define.ts";
import { sampleBlock } from "./sample-specs.ts";

export const recursive_block = defineDiagnostic<{ readonly name: string }>({
  name: "recursive_block",
  severity: "error",
  message: ({ name }) => `the block \`${name}\` contains itself`,
  why: "A network has so many steps and no more. A block that contains itself, directly or through another one, would never end.",
  fix: "Call another block, or repeat the steps: `repeat i in 0..<3 { ... }`.",
  bad: sampleBlock("conv1 = conv2d(width, kernel: 1); inner = Twice(width)"),
  good: sampleBlock("conv1 = conv2d(width, kernel: 1); conv2 = conv2d(width, kernel: 1)"),
});
