import { mulDim, showDim } from "../ir/dim.ts";
import { bool } from "../ir/parameters.ts";
import { anyNumber } from "../ir/range.ts";
import { elementsOf } from "../ir/shape.ts";
import { affine, affineWeights, normalised, normEps } from "./norm-rules.ts";
import { defineOp } from "./op.ts";
import { pythonBool, pythonFloat, pythonTuple } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

type LayerNormParameters = {
  readonly eps: number;
  readonly elementwise_affine: boolean;
};

export const layernorm = defineOp<LayerNormParameters>({
  name: "layernorm",
  doc: `Gives all numbers of an example together mean 0 and deviation 1, then each a weight and a bias of its own; as PyTorch's
\`LayerNorm\` over all axes but the batch.`,
  parameters: {
    eps: normEps,
    elementwise_affine: bool({ doc: "Whether each number has a weight and a bias.", default: true }),
  },
  inputs: 1,
  shape: ([input]) => input!,
  range: () => anyNumber,
  role: derived,
  weights: ([input], { elementwise_affine }) => (elementwise_affine ? affineWeights(input!) : []),
  multiplyAdds: (_inputs, output) => mulDim(2, elementsOf(output)),
  window: () => undefined,
  lower(b, { inputs: [x], parameters, weights, shape }) {
    const axes = shape.map((_, axis) => axis + 1);
    return affine(b, normalised(b, x!, axes, parameters.eps), weights, [1, ...shape]);
  },
  torch: ([input], { eps, elementwise_affine }) =>
    `LayerNorm(${pythonTuple(input!.map(showDim))}, eps=${pythonFloat(eps)}, elementwise_affine=${pythonBool(elementwise_affine)})`,
  examples: {
    good: [
      { call: "layernorm()", inputs: [[7]] },
      { call: "layernorm(eps: 1e-3)", inputs: [[2, 3, 4]] },
      { call: "layernorm(elementwise_affine: false)", inputs: [[7]] },
    ],
    bad: [],
  },
});
