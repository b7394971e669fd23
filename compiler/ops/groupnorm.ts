import { groups_do_not_divide } from "../../diagnostics/catalogue/groups_do_not_divide.ts";
import { type Dim, isKnown, mulDim, productOf, quotientOf, showDim } from "../ir/dim.ts";
import { bool, size } from "../ir/parameters.ts";
import { batchSize } from "../ir/program.ts";
import { anyNumber } from "../ir/range.ts";
import { elementsOf, type Shape } from "../ir/shape.ts";
import { reshape } from "../primitives/reshape.ts";
import { affine, affineWeights, normalised, normEps } from "./norm-rules.ts";
import { defineOp, type ShapeProblem } from "./op.ts";
import { featuresProblem } from "./sliding-window.ts";
import { pythonBool, pythonFloat } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

type GroupNormParameters = {
  readonly groups: Dim;
  readonly eps: number;
  readonly affine: boolean;
};

export const groupnorm = defineOp<GroupNormParameters>({
  name: "groupnorm",
  doc: `Parts the channels of feature maps [C, H, W] into groups and gives each group of an example mean 0 and deviation 1, then each
channel a weight and a bias of its own; as PyTorch's \`GroupNorm\`.

\`groups: C\` normalises each channel by itself. Examples don't depend on each other, so training and use are the same.`,
  parameters: {
    groups: size({ doc: "Groups that the channels are parted into.", minimum: 1 }),
    eps: normEps,
    affine: bool({ doc: "Whether each channel has a weight and a bias.", default: true }),
  },
  inputs: 1,
  shape: ([input], { groups }) => featuresProblem("groupnorm", input!) ?? groupProblem(input!, groups) ?? input!,
  range: () => anyNumber,
  role: derived,
  weights: ([input], parameters) => (parameters.affine ? affineWeights([input![0]!]) : []),
  multiplyAdds: (_inputs, output) => mulDim(2, elementsOf(output)),
  window: () => undefined,
  lower(b, { inputs: [x], parameters, weights, shape }) {
    const [channels] = shape;
    const groupSize = quotientOf(productOf(shape), parameters.groups)!;
    const grouped = b.apply(reshape, [x!], { shape: [batchSize, parameters.groups, groupSize] });
    const flat = normalised(b, grouped, [2], parameters.eps);
    const maps = b.apply(reshape, [flat], { shape: [batchSize, ...shape] });
    return affine(b, maps, weights, [1, channels!, 1, 1]);
  },
  torch: ([input], { groups, eps, affine: isAffine }) =>
    `GroupNorm(${showDim(groups)}, ${showDim(input![0]!)}, eps=${pythonFloat(eps)}, affine=${pythonBool(isAffine)})`,
  examples: {
    good: [
      { call: "groupnorm(2)", inputs: [[4, 3, 2]] },
      { call: "groupnorm(3, eps: 1e-3, affine: false)", inputs: [[3, 2, 4]] },
    ],
    bad: [
      { call: "groupnorm(3)", inputs: [[4, 3, 2]] },
      { call: "groupnorm(2)", inputs: [[4]] },
    ],
  },
});

function groupProblem([channels]: Shape, groups: Dim): ShapeProblem | undefined {
  // Symbols may still take values that divide.
  if (!isKnown(channels!) || !isKnown(groups) || channels % groups === 0) return undefined;
  const facts = { groups: showDim(groups), what: "channels that flow in", channels: showDim(channels) };
  return { problem: (at) => groups_do_not_divide.at(at.argument("groups"), facts, { related: at.trail(0) }) };
}
