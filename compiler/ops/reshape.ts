import { reshape_count } from "../../diagnostics/catalogue/reshape_count.ts";
import { type Dim, showDim, surelyDiffer } from "../ir/dim.ts";
import { sizes } from "../ir/parameters.ts";
import { batchSize } from "../ir/program.ts";
import { elementsOf, showShape } from "../ir/shape.ts";
import { reshape as rearrange } from "../primitives/reshape.ts";
import { defineOp, pointwise } from "./op.ts";
import { pythonTuple } from "./torch-print.ts";

type ReshapeParameters = { readonly shape: readonly Dim[] };

export const reshape = defineOp<ReshapeParameters>({
  name: "reshape",
  doc: `Gives the same numbers, in the same order, other axes: \`reshape([32, 3, 5])\` makes feature maps of a vector of 480.`,
  parameters: {
    shape: sizes({ doc: "Sizes of the axes that result, without the batch." }),
  },
  inputs: 1,
  shape([input], { shape }) {
    if (!surelyDiffer(elementsOf(input!), elementsOf(shape))) return shape;
    const facts = {
      from: showShape(input!),
      to: showShape(shape),
      fromCount: showDim(elementsOf(input!)),
      toCount: showDim(elementsOf(shape)),
    };
    return { problem: (at) => reshape_count.at(at.argument("shape"), facts, { related: at.trail(0) }) };
  },
  range: ([input]) => input!,
  role: (_input, shape) => (shape.length === 3 ? "features" : "vector"),
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs, shape }) => b.apply(rearrange, [inputs[0]!], { shape: [batchSize, ...shape] }),
  // PyTorch has a module for one case only: a vector that is parted into axes.
  torch: ([input], { shape }) =>
    input!.length === 1 ? `Unflatten(dim=1, unflattened_size=${pythonTuple(shape.map(showDim))})` : undefined,
  examples: {
    good: [
      { call: "reshape([3, 2, 5])", inputs: [[30]] },
      { call: "reshape([6, 10])", inputs: [[3, 4, 5]] },
    ],
    bad: [{ call: "reshape([32, 4, 5])", inputs: [[480]] }],
  },
});
