import { mulDim } from "../ir/dim.ts";
import { range } from "../ir/range.ts";
import { elementsOf } from "../ir/shape.ts";
import { add as sum } from "../primitives/add.ts";
import { broadcastShape, joinAll } from "./join-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const add = defineOp({
  name: "add",
  doc: `The sum of what flows in and of the values named, number by number: \`add(shortcut)\`.

All have the same shape, or 1 along an axis, which is then repeated. PyTorch writes this as \`x + y\` and has no module for it.`,
  parameters: {},
  inputs: "many",
  shape: (inputs) => broadcastShape("add", inputs),
  range: (inputs) => inputs.reduce((a, b) => range(a.low + b.low, a.high + b.high)),
  role: derived,
  weights: () => [],
  multiplyAdds: (inputs, output) => mulDim(elementsOf(output), inputs.length - 1),
  window: () => pointwise,
  lower: (b, { inputs }) => joinAll(inputs, (left, right) => b.apply(sum, [left, right], {})),
  torch: () => undefined,
  examples: {
    good: [
      {
        call: "add(x1)",
        inputs: [
          [3, 4, 5],
          [3, 4, 5],
        ],
      },
      { call: "add(x1, x2)", inputs: [[7], [7], [1]] },
    ],
    bad: [
      {
        call: "add(x1)",
        inputs: [
          [3, 4, 5],
          [3, 2, 5],
        ],
      },
      { call: "add(x1)", inputs: [[3, 4, 5], [5]] },
    ],
  },
});
