import { mulDim, productOf } from "../ir/dim.ts";
import type { Value } from "../ir/program.ts";
import type { Shape } from "../ir/shape.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { expand } from "../primitives/expand.ts";
import { type InterpolationAttributes, interpolation } from "../primitives/interpolation.ts";
import { matmul } from "../primitives/matmul.ts";
import { reshape } from "../primitives/reshape.ts";
import { transpose } from "../primitives/transpose.ts";
import type { Pair } from "./sliding-window.ts";

type Mode = InterpolationAttributes["mode"];

/** Every pixel of [batch, C, H, W] so many times below and beside itself. */
export function repeatedPixels(b: ProgramBuilder, x: Value, [down, across]: Pair): Value {
  const [batch, channels, height, width] = x.shape;
  // Channels and rows are one axis here: fewer axes are quicker to repeat.
  const lines = mulDim(channels!, height!);
  const apart = b.apply(reshape, [x], { shape: [batch!, lines, 1, width!, 1] });
  const repeated = b.apply(expand, [apart], { shape: [batch!, lines, down, width!, across] });
  return b.apply(reshape, [repeated], { shape: [batch!, channels!, mulDim(height!, down), mulDim(width!, across)] });
}

/** Height and width of [batch, C, H, W] resampled one after the other, each by a product with a matrix. */
export function resampled(b: ProgramBuilder, x: Value, mode: Mode, shape: Shape): Value {
  const turned = (value: Value) => b.apply(transpose, [value], { permutation: [0, 1, 3, 2] });
  const wide = lastAxisResampled(b, x, mode, shape[3] as number);
  return turned(lastAxisResampled(b, turned(wide), mode, shape[2] as number));
}

function lastAxisResampled(b: ProgramBuilder, x: Value, mode: Mode, to: number): Value {
  const from = x.shape.at(-1) as number;
  const leading = x.shape.slice(0, -1);
  const lines = b.apply(reshape, [x], { shape: [productOf(leading), from] });
  const matrix = b.apply(interpolation, [], { mode, from, to });
  const drawn = b.apply(matmul, [lines, matrix], { transposeA: false, transposeB: true });
  return b.apply(reshape, [drawn], { shape: [...leading, to] });
}
