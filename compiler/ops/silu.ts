import { mul } from "../primitives/mul.ts";
import { sigmoid } from "../primitives/sigmoid.ts";
import { gatedRange } from "./gated-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const silu = defineOp({
  name: "silu",
  doc: "x / (1 + exp(-x)), also called swish; as PyTorch's `SiLU`.",
  parameters: {},
  inputs: 1,
  shape: ([input]) => input!,
  range: ([input]) => gatedRange(input!, -0.2784645427610738),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs: [x] }) => b.apply(mul, [x!, b.apply(sigmoid, [x!], {})], {}),
  torch: () => "SiLU()",
  examples: {
    good: [
      { call: "silu()", inputs: [[3, 4, 5]] },
      { call: "silu()", inputs: [[7]] },
    ],
    bad: [],
  },
});
