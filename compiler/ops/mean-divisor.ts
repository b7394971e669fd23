import type { Value } from "../ir/program.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { concat } from "../primitives/concat.ts";
import { expand } from "../primitives/expand.ts";
import { mul } from "../primitives/mul.ts";
import { reshape } from "../primitives/reshape.ts";
import { number } from "./gated-rules.ts";
import type { Sliding } from "./sliding-window.ts";

interface Divisor extends Sliding {
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
