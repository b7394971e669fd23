import { sumOf, surelyDiffer } from "../ir/dim.ts";
import { hull } from "../ir/range.ts";
import { concat as join } from "../primitives/concat.ts";
import { joinProblem } from "./join-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const concat = defineOp({
  name: "concat",
  doc: `Puts the channels of the values named behind those that flow in: \`concat(skip)\`; as \`torch.cat\` along the channels.

The other axes have the same sizes in all of them. Vectors are put one behind the other.`,
  parameters: {},
  inputs: "many",
  shape(inputs) {
    const [first, ...others] = inputs;
    const fits = others.every(
      (other) =>
        other.length === first!.length && other.slice(1).every((size, axis) => !surelyDiffer(size, first![axis + 1]!)),
    );
    if (others.length === 0 || !fits) return joinProblem("concat", inputs);
    return [sumOf(inputs.map((input) => input[0]!)), ...first!.slice(1)];
  },
  range: (inputs) => inputs.reduce(hull),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs }) => b.apply(join, inputs, { axis: 1 }),
  torch: () => undefined,
  examples: {
    good: [
      {
        call: "concat(x1)",
        inputs: [
          [3, 4, 5],
          [2, 4, 5],
        ],
      },
      { call: "concat(x1, x2)", inputs: [[7], [2], [1]] },
    ],
    bad: [
      {
        call: "concat(x1)",
        inputs: [
          [3, 4, 5],
          [3, 2, 5],
        ],
      },
      { call: "concat(x1)", inputs: [[3, 4, 5], [5]] },
    ],
  },
});
