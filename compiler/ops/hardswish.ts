import { mul } from "../primitives/mul.ts";
import { gatedRange, hardSigmoid } from "./gated-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const hardswish = defineOp({
  name: "hardswish",
  doc: "x * min(max(x + 3, 0), 6) / 6: a `silu` made of simpler pieces; as PyTorch's `Hardswish`.",
  parameters: {},
  inputs: 1,
  shape: ([input]) => input!,
  range: ([input]) => gatedRange(input!, -0.375),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs: [x] }) => b.apply(mul, [x!, hardSigmoid(b, x!)], {}),
  torch: () => "Hardswish()",
  examples: {
    good: [
      { call: "hardswish()", inputs: [[3, 4, 5]] },
      { call: "hardswish()", inputs: [[7]] },
    ],
    bad: [],
  },
});
