import { dim_out_of_range } from "../../diagnostics/catalogue/dim_out_of_range.ts";
import { int } from "../ir/parameters.ts";
import { range } from "../ir/range.ts";
import type { Shape } from "../ir/shape.ts";
import { showShape } from "../ir/shape.ts";
import { softmax as normalise } from "../primitives/softmax.ts";
import { defineOp } from "./op.ts";
import { derived } from "./value-roles.ts";

type SoftmaxParameters = { readonly dim: number };

export const softmax = defineOp<SoftmaxParameters>({
  name: "softmax",
  doc: `exp(x) divided by its sum along one axis, so that the numbers there are positive and sum to 1; as PyTorch's \`Softmax\`.

Axes are counted as in PyTorch, where 0 is the batch: \`dim: 1\` is the channels of feature maps, \`dim: -1\` the last axis.`,
  parameters: {
    dim: int({ doc: "The axis: 1 is the first behind the batch, -1 the last." }),
  },
  inputs: 1,
  shape([input], { dim }) {
    if (axisOf(input!, dim) !== undefined) return input!;
    const facts = { op: "softmax", dim, last: input!.length, shape: showShape(input!) };
    return { problem: (at) => dim_out_of_range.at(at.argument("dim"), facts, { related: at.trail(0) }) };
  },
  range: () => range(0, 1),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => undefined,
  lower: (b, { inputs, parameters, shape }) =>
    b.apply(normalise, [inputs[0]!], { axis: axisOf(shape, parameters.dim)! }),
  torch: (_inputs, { dim }) => `Softmax(dim=${dim})`,
  examples: {
    good: [
      { call: "softmax(dim: 1)", inputs: [[3, 4, 5]] },
      { call: "softmax(dim: -1)", inputs: [[3, 4, 5]] },
      { call: "softmax(1)", inputs: [[7]] },
    ],
    bad: [
      { call: "softmax(dim: 0)", inputs: [[3, 4, 5]] },
      { call: "softmax(dim: 2)", inputs: [[7]] },
      { call: "softmax(dim: -4)", inputs: [[3, 4, 5]] },
    ],
  },
});

/** The axis of a value with its batch; undefined where there is none, or where it is the batch. */
function axisOf(shape: Shape, dim: number): number | undefined {
  const axis = dim < 0 ? dim + shape.length + 1 : dim;
  return axis >= 1 && axis <= shape.length ? axis : undefined;
}
