import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly block: string;
  readonly input: string;
  /** `0..1`. */
  readonly wanted: string;
  readonly found: string;
}

const spec = (steps: string) => `block Head {
  input x: features[C, H, W] in 0..1
  conv1 = conv2d(2, kernel: 1)
}

${sampleModel(`conv1 = conv2d(4, kernel: 1); ${steps}; head = Head(); flatten(); fc = linear(2)`)}`;

export const block_range_mismatch = defineDiagnostic<About>({
  name: "block_range_mismatch",
  severity: "error",
  message: ({ block, input, wanted, found }) =>
    `\`${block}\` takes numbers in ${wanted} as its input \`${input}\`, but ${found === "any" ? "any numbers flow" : `${found} flows`} in`,
  why: "A block that says in which range the numbers of its input lie relies on it. What flows through a convolution or a linear step may be any number, whatever went in, since that depends on its weights.",
  fix: "Put a step before the block that brings the numbers there, such as `sigmoid()` or `relu()`, or leave the range out.",
  bad: spec("tanh()"),
  good: spec("sigmoid()"),
});
