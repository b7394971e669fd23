import { monotone } from "../ir/range.ts";
import { tanh as hyperbolic } from "../primitives/tanh.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const tanh = defineOp({
  name: "tanh",
  doc: "The hyperbolic tangent: every number comes to lie in -1..1; as PyTorch's `Tanh`.",
  parameters: {},
  inputs: 1,
  shape: ([input]) => input!,
  range: ([input]) => monotone(input!, Math.tanh),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs }) => b.apply(hyperbolic, [inputs[0]!], {}),
  torch: () => "Tanh()",
  examples: {
    good: [
      { call: "tanh()", inputs: [[3, 4, 5]] },
      { call: "tanh()", inputs: [[7]] },
    ],
    bad: [],
  },
});
