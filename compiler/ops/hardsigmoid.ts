import { monotone } from "../ir/range.ts";
import { hardSigmoid } from "./gated-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const hardsigmoid = defineOp({
  name: "hardsigmoid",
  doc: "min(max(x + 3, 0), 6) / 6: a sigmoid made of straight lines; as PyTorch's `Hardsigmoid`.",
  parameters: {},
  inputs: 1,
  shape: ([input]) => input!,
  range: ([input]) => monotone(input!, (x) => Math.min(Math.max(x + 3, 0), 6) / 6),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs }) => hardSigmoid(b, inputs[0]!),
  torch: () => "Hardsigmoid()",
  examples: {
    good: [
      { call: "hardsigmoid()", inputs: [[3, 4, 5]] },
      { call: "hardsigmoid()", inputs: [[7]] },
    ],
    bad: [],
  },
});
