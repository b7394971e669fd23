import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly block: string;
  readonly input: string;
  /** `features[64, H, W]`. */
  readonly takes: string;
  /** `[32, 8, 8]`. */
  readonly found: string;
}

const spec = (channels: number) => `block Head {
  input x: features[4, H, W]
  conv1 = conv2d(2, kernel: 1)
}

${sampleModel(`conv1 = conv2d(${channels}, kernel: 1); head = Head(); flatten(); fc = linear(2)`)}`;

export const block_input_mismatch = defineDiagnostic<About>({
  name: "block_input_mismatch",
  severity: "error",
  message: ({ block, input, takes, found }) =>
    `\`${block}\` takes ${takes} as its input \`${input}\`, but ${found} flows in`,
  why: "A block says what it is made for. A letter in the type of its input takes any size; a number only that one.",
  fix: "Change the step above so that it gives what the block takes, or write a letter where any size will do.",
  bad: spec(8),
  good: spec(4),
});
