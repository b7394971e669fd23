import { type Dim, isKnown, mulDim, productOf } from "../ir/dim.ts";
import { float } from "../ir/parameters.ts";
import { batchSize, type Value } from "../ir/program.ts";
import { range } from "../ir/range.ts";
import { add } from "../primitives/add.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { concat } from "../primitives/concat.ts";
import { constant } from "../primitives/constant.ts";
import { linspace } from "../primitives/linspace.ts";
import { mul } from "../primitives/mul.ts";
import { reduce_sum } from "../primitives/reduce_sum.ts";
import { reshape } from "../primitives/reshape.ts";
import { softmax } from "../primitives/softmax.ts";
import { sub } from "../primitives/sub.ts";
import { number } from "./gated-rules.ts";
import { defineOp } from "./op.ts";
import { featuresProblem } from "./sliding-window.ts";

type SoftArgmax2dParameters = { readonly beta: number };

export const soft_argmax2d = defineOp<SoftArgmax2dParameters>({
  name: "soft_argmax2d",
  doc: `One point [x, y] for each of K heatmaps [K, H, W], where its heat lies on average; from Luvizon, Tabia and Picard, "Human
pose regression by combining indirect part detection and contextual information", 2019.

The heat is softmax(\`beta\` * heatmap) over all pixels. Points are shares of the picture: the centre of the pixel in column i
lies at (i + 0.5) / W.`,
  parameters: {
    beta: float({
      doc: "How much the hottest pixels count: the larger, the nearer to the hottest one.",
      exclusiveMinimum: 0,
      default: 1,
    }),
  },
  inputs: 1,
  shape: ([input]) => featuresProblem("soft_argmax2d", input!) ?? [input![0]!, 2],
  range(_inputs, _parameters, [shape]) {
    const margins = shape!.slice(1).map((size) => (isKnown(size) ? 0.5 / size : 0));
    return range(Math.min(...margins), 1 - Math.min(...margins));
  },
  role: () => "points",
  weights: () => [],
  multiplyAdds: ([input]) => mulDim(productOf(input!), 2),
  window: () => undefined,
  lower(b, { inputs: [heat], parameters: { beta } }) {
    const [, count, height, width] = heat!.shape;
    const scaled = beta === 1 ? heat! : b.apply(mul, [heat!, number(b, beta)], {});
    const flat = b.apply(reshape, [scaled], { shape: [batchSize, count!, mulDim(height!, width!)] });
    const shares = b.apply(reshape, [b.apply(softmax, [flat], { axis: 2 })], { shape: heat!.shape });
    const byColumn = b.apply(reduce_sum, [shares], { axes: [2] });
    const byRow = b.apply(reduce_sum, [shares], { axes: [3] });
    const coordinates = [byColumn, byRow].map((along) =>
      b.apply(reshape, [meanPlace(b, along)], { shape: [batchSize, count!, 1] }),
    );
    return b.apply(concat, coordinates, { axis: 2 });
  },
  torch: () => undefined,
  examples: {
    good: [
      { call: "soft_argmax2d()", inputs: [[2, 3, 4]] },
      { call: "soft_argmax2d(beta: 10)", inputs: [[3, 2, 2]] },
    ],
    bad: [{ call: "soft_argmax2d()", inputs: [[480]] }],
  },
});

/** The mean of pixel centres, weighted by shares [batch, K, size] that sum to 1: [batch, K]. */
function meanPlace(b: ProgramBuilder, shares: Value): Value {
  return b.apply(reduce_sum, [b.apply(mul, [shares, centresOf(b, shares.shape[2]!)], {})], { axes: [2] });
}

/** Where centres of pixels lie along an axis of length 1: 0.5 / size, 1.5 / size, ..., 1 - 0.5 / size. */
function centresOf(b: ProgramBuilder, size: Dim): Value {
  if (isKnown(size)) return b.apply(linspace, [], { start: 0.5 / size, end: 1 - 0.5 / size, steps: size });
  // Around the middle, as far to both sides as an open size comes to.
  const sides = b.apply(linspace, [], { start: -0.5, end: 0.5, steps: size });
  const inner = b.apply(sub, [number(b, 1), b.apply(constant, [], { value: 1, divisor: size })], {});
  return b.apply(add, [b.apply(mul, [sides, inner], {}), number(b, 0.5)], {});
}
