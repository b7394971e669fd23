import { batchSize } from "../ir/program.ts";
import { mul } from "../primitives/mul.ts";
import { type DropoutParameters, dropoutLint, dropoutProbability, dropoutRange } from "./dropout-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { featuresProblem } from "./sliding-window.ts";
import { pythonFloat } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

export const dropout2d = defineOp<DropoutParameters>({
  name: "dropout2d",
  doc: `In training, each channel of feature maps [C, H, W] becomes 0 with probability \`p\`, and the others are divided by 1 - p;
as PyTorch's \`Dropout2d\`.

When the trained model is used, nothing happens.`,
  parameters: { p: dropoutProbability("a channel") },
  inputs: 1,
  shape: ([input]) => featuresProblem("dropout2d", input!) ?? input!,
  range: dropoutRange,
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower(b, { inputs, parameters, training, shape }) {
    if (!training) return inputs[0]!;
    return b.apply(mul, [inputs[0]!, b.mask([batchSize, shape[0]!, 1, 1], parameters.p)], {});
  },
  torch: (_inputs, { p }) => `Dropout2d(p=${pythonFloat(p)}, inplace=False)`,
  lint: (_inputs, parameters, at) => dropoutLint("dropout2d", parameters, at),
  examples: {
    good: [{ call: "dropout2d(p: 0.2)", inputs: [[3, 4, 5]] }],
    bad: [{ call: "dropout2d(p: 0.2)", inputs: [[480]] }],
  },
});
