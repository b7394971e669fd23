import { addDim, isKnown } from "../ir/dim.ts";
import type { Value } from "../ir/program.ts";
import { avg_pool2d } from "../primitives/avg_pool2d.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { concat } from "../primitives/concat.ts";
import { expand } from "../primitives/expand.ts";
import { mul } from "../primitives/mul.ts";
import { reshape } from "../primitives/reshape.ts";
import { rsqrt } from "../primitives/rsqrt.ts";
import { square } from "../primitives/square.ts";
import { number } from "./gated-rules.ts";
import { pooling } from "./pool-rules.ts";
import type { Pair, Sliding } from "./sliding-window.ts";

interface Divisor extends Required<Sliding> {
  readonly count_include_pad: boolean;
  readonly divisor_override?: number;
  /** What was pooled: [batch, C, H, W]. */
  readonly from: Value;
}

/**
 * Means over whole windows, [batch, C, rows, columns], as means over what PyTorch counts: the window's pixels in the padded
 * map, or in the map alone, or a number that is given. How many these are is a product of rows and columns.
 */
export function dividedAgain(b: ProgramBuilder, means: Value, divisor: Divisor): Value {
  const { kernel, divisor_override, from } = divisor;
  if (divisor_override !== undefined) return scaled(b, means, number(b, (kernel[0] * kernel[1]) / divisor_override));
  if (allCount(divisor)) return means;
  if (!from.shape.slice(2).every(isKnown)) return scaled(b, means, openFactors(b, divisor));
  return ([0, 1] as const).reduce((value, axis) => {
    const windows = value.shape[axis + 2] as number;
    const factors = Array.from(
      { length: windows },
      (_, window) => kernel[axis] / counted(window, from.shape[axis + 2] as number, divisor, axis),
    );
    if (factors.every((factor) => factor === 1)) return value;
    const shape = axis === 0 ? [windows, 1] : [windows];
    return scaled(b, value, b.apply(reshape, [list(b, factors)], { shape }));
  }, means);
}

/** Whether every number of every window counts, whatever the map's size. */
function allCount({ padding, ceil_mode, count_include_pad }: Divisor): boolean {
  return !ceil_mode && (count_include_pad || padding.every((size) => size === 0));
}

/**
 * What to multiply means with where a map's size is open, [1, 1, rows, columns]: a pool over ones, for all that counts, gives the
 * share of each window that does.
 */
function openFactors(b: ProgramBuilder, divisor: Divisor): Value {
  const { padding, count_include_pad, from } = divisor;
  const rim = (axis: 0 | 1) => (count_include_pad ? padding[axis] : 0);
  const sizes = ([0, 1] as const).map((axis) => addDim(from.shape[axis + 2]!, 2 * rim(axis)));
  const ones = b.apply(expand, [number(b, 1)], { shape: [1, 1, ...sizes] });
  const { before, after, ...sliding } = pooling(from, divisor);
  const beyond = ([top, left]: Pair): Pair => [top - rim(0), left - rim(1)];
  const shares = b.apply(avg_pool2d, [ones], { ...sliding, before: beyond(before), after: beyond(after) });
  // 1 / shares, of which rsqrt gives the root.
  return b.apply(square, [b.apply(rsqrt, [shares], { eps: 0 })], {});
}

/** How many rows (axis 0) or columns of a window count. */
function counted(window: number, size: number, divisor: Divisor, axis: 0 | 1): number {
  const { kernel, stride, padding, count_include_pad } = divisor;
  const counts = count_include_pad ? padding[axis] : 0;
  const start = window * stride[axis] - padding[axis];
  return Math.min(start + kernel[axis], size + counts) - Math.max(start, -counts);
}

function scaled(b: ProgramBuilder, value: Value, factors: Value): Value {
  return b.apply(mul, [value, factors], {});
}

/** Numbers that are known at compile time, [n]; most of them are equal to their neighbours. */
function list(b: ProgramBuilder, numbers: readonly number[]): Value {
  const runs: { value: number; length: number }[] = [];
  for (const value of numbers) {
    const last = runs.at(-1);
    if (last?.value === value) last.length++;
    else runs.push({ value, length: 1 });
  }
  const parts = runs.map(({ value, length }) => b.apply(expand, [number(b, value)], { shape: [length] }));
  return parts.length === 1 ? parts[0]! : b.apply(concat, parts, { axis: 0 });
}
