import { mulDim } from "../ir/dim.ts";
import { type Range, range } from "../ir/range.ts";
import { elementsOf } from "../ir/shape.ts";
import { mul as product } from "../primitives/mul.ts";
import { broadcastShape, joinAll } from "./join-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const mul = defineOp({
  name: "mul",
  doc: `The product of what flows in and of the values named, number by number: \`mul(gate)\`.

All have the same shape, or 1 along an axis, which is then repeated: a gate [C, 1, 1] scales whole channels. PyTorch writes
this as \`x * y\` and has no module for it.`,
  parameters: {},
  inputs: "many",
  shape: (inputs) => broadcastShape("mul", inputs),
  range: (inputs) => inputs.reduce(productRange),
  role: derived,
  weights: () => [],
  multiplyAdds: (inputs, output) => mulDim(elementsOf(output), inputs.length - 1),
  window: () => pointwise,
  lower: (b, { inputs }) => joinAll(inputs, (left, right) => b.apply(product, [left, right], {})),
  torch: () => undefined,
  examples: {
    good: [
      {
        call: "mul(x1)",
        inputs: [
          [3, 4, 5],
          [3, 1, 1],
        ],
      },
      { call: "mul(x1, x2)", inputs: [[7], [7], [7]] },
    ],
    bad: [
      {
        call: "mul(x1)",
        inputs: [
          [3, 4, 5],
          [2, 4, 5],
        ],
      },
    ],
  },
});

/** An end of a product lies at a product of ends; 0 times an unbounded end is 0. */
function productRange(a: Range, b: Range): Range {
  const corners = [a.low, a.high].flatMap((left) =>
    [b.low, b.high].map((right) => (left === 0 || right === 0 ? 0 : left * right)),
  );
  return range(Math.min(...corners), Math.max(...corners));
}
