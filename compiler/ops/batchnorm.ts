import { mulDim, productOf, showDim, subDim } from "../ir/dim.ts";
import { bool, float } from "../ir/parameters.ts";
import type { Value } from "../ir/program.ts";
import { anyNumber } from "../ir/range.ts";
import { elementsOf, type Shape } from "../ir/shape.ts";
import { add } from "../primitives/add.ts";
import { alongChannels, axesBesideChannels, batch_norm } from "../primitives/batch_norm.ts";
import { broadcast_to } from "../primitives/broadcast_to.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { constant } from "../primitives/constant.ts";
import { minimum } from "../primitives/minimum.ts";
import { mul } from "../primitives/mul.ts";
import { reduce_mean } from "../primitives/reduce_mean.ts";
import { reduce_sum } from "../primitives/reduce_sum.ts";
import { rsqrt } from "../primitives/rsqrt.ts";
import { square } from "../primitives/square.ts";
import { sub } from "../primitives/sub.ts";
import { affineWeights, normEps } from "./norm-rules.ts";
import { defineOp, type Lowering, type OpWeight, pointwise } from "./op.ts";
import { pythonBool, pythonFloat } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

type BatchNormParameters = {
  readonly eps: number;
  readonly momentum: number;
  readonly affine: boolean;
};

export const batchnorm = defineOp<BatchNormParameters>({
  name: "batchnorm",
  doc: `Gives every channel of feature maps [C, H, W], or every number of a vector [F], mean 0 and deviation 1 over the batch, then
a weight and a bias of its own; as PyTorch's \`BatchNorm2d\` and \`BatchNorm1d\`.

In training, mean and (biased) variance are those of the batch, and \`running_mean\` and \`running_var\` (unbiased) move
towards them by \`momentum\`. When the model is used, the running ones stand in their place. Examples of a batch thus depend on each
other, and a bias right before this step has no effect.`,
  parameters: {
    eps: normEps,
    momentum: float({
      doc: "Share of the batch's own in the running mean and variance.",
      minimum: 0,
      maximum: 1,
      default: 0.1,
    }),
    affine: bool({ doc: "Whether each channel has a weight and a bias.", default: true }),
  },
  inputs: 1,
  shape: ([input]) => input!,
  range: () => anyNumber,
  role: derived,
  weights([input], { affine }) {
    const [channels] = input!;
    const buffer = (name: string, shape: Shape, value: number): OpWeight => {
      return { name, shape, initialisation: { kind: "constant", value }, trainable: false };
    };
    return [
      ...(affine ? affineWeights([channels!]) : []),
      buffer("running_mean", [channels!], 0),
      buffer("running_var", [channels!], 1),
      buffer("num_batches_tracked", [], 0),
    ];
  },
  multiplyAdds: (_inputs, output) => mulDim(2, elementsOf(output)),
  window: () => pointwise,
  lower: (b, lowering) => (lowering.training ? byBatch(b, lowering) : byRunning(b, lowering)),
  torch([input], { eps, momentum, affine }) {
    const settings = `eps=${pythonFloat(eps)}, momentum=${pythonFloat(momentum)}, affine=${pythonBool(affine)}`;
    return `BatchNorm${input!.length === 3 ? 2 : 1}d(${showDim(input![0]!)}, ${settings}, track_running_stats=True)`;
  },
  examples: {
    good: [
      { call: "batchnorm()", inputs: [[3, 4, 5]] },
      { call: "batchnorm(eps: 1e-3, momentum: 0.2)", inputs: [[7]] },
      { call: "batchnorm(affine: false)", inputs: [[2, 3, 2]] },
    ],
    bad: [],
  },
});

/**
 * By the batch's own statistics. The variance is taken of numbers whose mean is already gone, so that nothing cancels where
 * the mean is far larger than the deviation.
 */
function byBatch(b: ProgramBuilder, { inputs: [input], parameters, weights }: Lowering<BatchNormParameters>): Value {
  const x = input!;
  const axes = axesBesideChannels(x.shape);
  const count = productOf(axes.map((axis) => x.shape[axis]!));
  const mean = b.apply(reduce_mean, [x], { axes });
  const centred = b.apply(sub, [x, alongChannels(b, mean, x.shape)], {});
  const squares = b.apply(reduce_sum, [b.apply(square, [centred], {})], { axes });
  const variance = b.apply(mul, [squares, b.apply(constant, [], { value: 1, divisor: count })], {});
  // A single number per channel, whose squares are 0, is divided by 1 and not by 0; PyTorch refuses to train on it.
  const share = b.apply(constant, [], { value: 1, divisor: subDim(count, 1) });
  const unbiased = b.apply(mul, [squares, b.apply(minimum, [share, b.apply(constant, [], { value: 1 })], {})], {});
  moveTowards(b, weights.running_mean!, mean, parameters.momentum);
  moveTowards(b, weights.running_var!, unbiased, parameters.momentum);
  const tracked = weights.num_batches_tracked!;
  b.update(tracked, b.apply(add, [tracked, b.apply(constant, [], { value: 1 })], {}));
  const filled = (value: number) => b.apply(broadcast_to, [b.apply(constant, [], { value })], { shape: mean.shape });
  const { weight = filled(1), bias = filled(0) } = weights;
  return b.apply(batch_norm, [x, mean, variance, weight, bias], { eps: parameters.eps });
}

/** running = (1 - momentum) * running + momentum * current. */
function moveTowards(b: ProgramBuilder, running: Value, current: Value, momentum: number): void {
  const share = (value: Value, part: number) => b.apply(mul, [value, b.apply(constant, [], { value: part })], {});
  b.update(running, b.apply(add, [share(running, 1 - momentum), share(current, momentum)], {}));
}

/** By the running statistics: one factor and one summand a channel. */
function byRunning(b: ProgramBuilder, { inputs: [x], parameters, weights }: Lowering<BatchNormParameters>): Value {
  const inverse = b.apply(rsqrt, [weights.running_var!], { eps: parameters.eps });
  const scale = weights.weight === undefined ? inverse : b.apply(mul, [inverse, weights.weight], {});
  const centre = b.apply(mul, [weights.running_mean!, scale], {});
  const zero = () => b.apply(constant, [], { value: 0 });
  const shift = b.apply(sub, [weights.bias ?? zero(), centre], {});
  const scaled = b.apply(mul, [x!, alongChannels(b, scale, x!.shape)], {});
  return b.apply(add, [scaled, alongChannels(b, shift, x!.shape)], {});
}
