import { monotone } from "../ir/range.ts";
import { clipped } from "./gated-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const relu6 = defineOp({
  name: "relu6",
  doc: "min(max(x, 0), 6): every number comes to lie in 0..6; as PyTorch's `ReLU6`.",
  parameters: {},
  inputs: 1,
  shape: ([input]) => input!,
  range: ([input]) => monotone(input!, (x) => Math.min(Math.max(x, 0), 6)),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs }) => clipped(b, inputs[0]!, 6),
  torch: () => "ReLU6()",
  examples: {
    good: [
      { call: "relu6()", inputs: [[3, 4, 5]] },
      { call: "relu6()", inputs: [[7]] },
    ],
    bad: [],
  },
});
