import { idle_relu } from "../../diagnostics/catalogue/idle_relu.ts";
import { monotone, showRange } from "../ir/range.ts";
import { relu as rectify } from "../primitives/relu.ts";
import { defineOp, pointwise } from "./op.ts";
import { derived } from "./value-roles.ts";

export const relu = defineOp({
  name: "relu",
  doc: "max(x, 0): negative numbers become 0; as PyTorch's `ReLU`.",
  parameters: {},
  inputs: 1,
  shape: ([input]) => input!,
  range: ([input]) => monotone(input!, (x) => Math.max(x, 0)),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs }) => b.apply(rectify, [inputs[0]!], {}),
  torch: () => "ReLU()",
  lint: ([input], _parameters, at) =>
    input!.range.low < 0 ? [] : [idle_relu.at(at.place, { range: showRange(input!.range) })],
  examples: {
    good: [
      { call: "relu()", inputs: [[3, 4, 5]] },
      { call: "relu()", inputs: [[7]] },
    ],
    bad: [],
  },
});
