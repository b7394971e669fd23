import { batchSize } from "../ir/program.ts";
import { mul } from "../primitives/mul.ts";
import { type DropoutParameters, dropoutLint, dropoutProbability, dropoutRange } from "./dropout-rules.ts";
import { defineOp, pointwise } from "./op.ts";
import { pythonFloat } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

export const dropout = defineOp<DropoutParameters>({
  name: "dropout",
  doc: `In training, each number becomes 0 with probability \`p\`, and the others are divided by 1 - p; as PyTorch's \`Dropout\`.

When the trained model is used, nothing happens.`,
  parameters: { p: dropoutProbability("a number") },
  inputs: 1,
  shape: ([input]) => input!,
  range: dropoutRange,
  role: derived,
  weights: () => [],
  multiplyAdds: () => 0,
  window: () => pointwise,
  lower(b, { inputs, parameters, training, shape }) {
    if (!training) return inputs[0]!;
    return b.apply(mul, [inputs[0]!, b.mask([batchSize, ...shape], parameters.p)], {});
  },
  torch: (_inputs, { p }) => `Dropout(p=${pythonFloat(p)}, inplace=False)`,
  lint: (_inputs, parameters, at) => dropoutLint("dropout", parameters, at),
  examples: {
    good: [
      { call: "dropout(p: 0.2)", inputs: [[7]] },
      { call: "dropout()", inputs: [[3, 4, 5]] },
    ],
    bad: [],
  },
});
