import { add } from "../primitives/add.ts";
import { erf } from "../primitives/erf.ts";
import { mul } from "../primitives/mul.ts";
import { gatedRange, number } from "./gated-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const gelu = defineOp({
  name: "gelu",
  doc: "x times the share of a normal distribution that lies below x, by the error function; as PyTorch's `GELU`.",
  parameters: {},
  inputs: 1,
  shape: ([input]) => input!,
  range: ([input]) => gatedRange(input!, -0.16997120747990369),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  // x/2 * (1 + erf(x / √2))
  lower(b, { inputs: [x] }) {
    const scaled = b.apply(mul, [x!, number(b, Math.SQRT1_2)], {});
    const gate = b.apply(add, [b.apply(erf, [scaled], {}), number(b, 1)], {});
    return b.apply(mul, [b.apply(mul, [x!, number(b, 0.5)], {}), gate], {});
  },
  torch: () => "GELU(approximate='none')",
  examples: {
    good: [
      { call: "gelu()", inputs: [[3, 4, 5]] },
      { call: "gelu()", inputs: [[7]] },
    ],
    bad: [],
  },
});
