import { float } from "../ir/parameters.ts";
import { batchSize, type Value } from "../ir/program.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { constant } from "../primitives/constant.ts";
import { exp } from "../primitives/exp.ts";
import { linspace } from "../primitives/linspace.ts";
import { mul } from "../primitives/mul.ts";
import { neg } from "../primitives/neg.ts";
import { reshape } from "../primitives/reshape.ts";
import { slice } from "../primitives/slice.ts";
import { square } from "../primitives/square.ts";
import { sub } from "../primitives/sub.ts";
import { defineLoss } from "./loss.ts";
import { ofDifferences } from "./mean-over.ts";

type GaussianHeatmapParameters = { readonly sigma: number };

export const gaussian_heatmap = defineLoss<GaussianHeatmapParameters>({
  name: "gaussian_heatmap",
  doc: `The mean of (heat - target)² over all pixels of K heatmaps [K, H, W], whose targets are hills around the K points: exp(-d² / (2 sigma²)), where d is
the distance in pixels of the map from a pixel's centre to the point. (Tompson et al. 2014, "Joint Training of a Convolutional Network and a Graphical
Model for Human Pose Estimation"; Newell et al. 2016, "Stacked Hourglass Networks for Human Pose Estimation".) Points are shares of the picture: the
centre of the pixel in column i lies at (i + 0.5) / W. It is for outputs that an experiment names, beside one of points.`,
  of: "heatmaps",
  parameters: {
    sigma: float({ doc: "Width of the hills, in pixels of the map.", exclusiveMinimum: 0, default: 1 }),
  },
  // A hill is a product of one factor by column and one by row.
  lower(b, prediction, target, { sigma }) {
    const [, count, height, width] = prediction.shape as [unknown, number, number, number];
    const byColumn = factor(b, target, { axis: 0, count, size: width, sigma });
    const byRow = factor(b, target, { axis: 1, count, size: height, sigma });
    const rows = b.apply(reshape, [byRow], { shape: [batchSize, count, height, 1] });
    const columns = b.apply(reshape, [byColumn], { shape: [batchSize, count, 1, width] });
    const hills = b.apply(mul, [rows, columns], {});
    return b.apply(square, [b.apply(sub, [prediction, hills], {})], {});
  },
  evaluate: (prediction, target, parameters, shape) =>
    ofDifferences(prediction, drawHills(target, parameters, shape), (d) => d * d),
  draw: drawHills,
});

/** exp(-d² / (2 sigma²)) for the distance of each column, or row, from each point: [batch, K, size]. */
function factor(
  b: ProgramBuilder,
  target: Value,
  { axis, count, size, sigma }: { axis: 0 | 1; count: number; size: number; sigma: number },
): Value {
  const place = b.apply(slice, [target], { starts: [0, 0, axis], shape: [batchSize, count, 1] });
  const centres = b.apply(linspace, [], { start: 0.5 / size, end: 1 - 0.5 / size, steps: size });
  const distance = b.apply(sub, [centres, place], {});
  // Shares to pixels, and 1 / (2 sigma²), in one factor.
  const scaled = b.apply(mul, [distance, b.apply(constant, [], { value: size / (sigma * Math.SQRT2) })], {});
  return b.apply(exp, [b.apply(neg, [b.apply(square, [scaled], {})], {})], {});
}

function drawHills(
  points: Float32Array,
  { sigma }: GaussianHeatmapParameters,
  [count, height, width]: readonly number[],
): Float32Array {
  const area = height! * width!;
  const maps = new Float32Array(count! * area);
  const along = (size: number, share: number) =>
    Float64Array.from({ length: size }, (_, at) => Math.exp(-((at + 0.5 - share * size) ** 2) / (2 * sigma ** 2)));
  for (let point = 0; point < count!; point++) {
    const columns = along(width!, points[2 * point]!);
    const rows = along(height!, points[2 * point + 1]!);
    for (let at = 0; at < area; at++) maps[point * area + at] = rows[Math.floor(at / width!)]! * columns[at % width!]!;
  }
  return maps;
}
