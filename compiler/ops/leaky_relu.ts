import { float } from "../ir/parameters.ts";
import { monotone } from "../ir/range.ts";
import { leaky_relu as leakyRectify } from "../primitives/leaky_relu.ts";
import { defineOp, pointwise } from "./op.ts";
import { pythonFloat } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

type LeakyReluParameters = { readonly negative_slope: number };

export const leaky_relu = defineOp<LeakyReluParameters>({
  name: "leaky_relu",
  doc: "x where x is positive, else `negative_slope` * x; as PyTorch's `LeakyReLU`.",
  parameters: {
    negative_slope: float({ doc: "What negative numbers are multiplied by.", minimum: 0, default: 0.01 }),
  },
  inputs: 1,
  shape: ([input]) => input!,
  range: ([input], { negative_slope: slope }) => monotone(input!, (x) => leaky(x, slope)),
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower: (b, { inputs, parameters }) => b.apply(leakyRectify, [inputs[0]!], { slope: parameters.negative_slope }),
  torch: (_inputs, parameters) => `LeakyReLU(negative_slope=${pythonFloat(parameters.negative_slope)})`,
  examples: {
    good: [
      { call: "leaky_relu()", inputs: [[3, 4, 5]] },
      { call: "leaky_relu(negative_slope: 0.2)", inputs: [[7]] },
    ],
    bad: [],
  },
});

function leaky(x: number, slope: number): number {
  if (x >= 0) return x;
  // Without this, 0 * -Infinity would be no number.
  return slope === 0 ? 0 : slope * x;
}
