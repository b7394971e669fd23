import { batchSize } from "../ir/program.ts";
import { elementsOf } from "../ir/shape.ts";
import { reshape } from "../primitives/reshape.ts";
import { defineOp, pointwise } from "./op.ts";

export const flatten = defineOp({
  name: "flatten",
  doc: `Makes one vector of all numbers of an example: channel by channel, row by row; as PyTorch's \`Flatten\`.`,
  parameters: {},
  inputs: 1,
  shape: ([input]) => [elementsOf(input!)],
  range: ([input]) => input!,
  role: () => "vector",
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs, shape }) => b.apply(reshape, [inputs[0]!], { shape: [batchSize, ...shape] }),
  torch: () => "Flatten(start_dim=1, end_dim=-1)",
  examples: {
    good: [
      { call: "flatten()", inputs: [[3, 4, 5]] },
      { call: "flatten()", inputs: [[7]] },
    ],
    bad: [],
  },
});
