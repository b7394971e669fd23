import type { Value } from "../ir/program.ts";
import { type Range, range } from "../ir/range.ts";
import { add } from "../primitives/add.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { constant } from "../primitives/constant.ts";
import { minimum } from "../primitives/minimum.ts";
import { mul } from "../primitives/mul.ts";
import { relu } from "../primitives/relu.ts";

/**
 * Of x * gate(x) with a gate of 0..1 that is below 1/2 for negative x and at least 1/2 for others: never more than
 * max(x, 0), never less than x / 2 or than its lowest value anywhere.
 */
export function gatedRange(input: Range, lowest: number): Range {
  return range(Math.max(input.low / 2, lowest), Math.max(input.high, 0));
}

/** min(max(x, 0), limit) */
export function clipped(b: ProgramBuilder, x: Value, limit: number): Value {
  return b.apply(minimum, [b.apply(relu, [x], {}), number(b, limit)], {});
}

/** min(max(x + 3, 0), 6) / 6, the straight line that stands for a sigmoid. */
export function hardSigmoid(b: ProgramBuilder, x: Value): Value {
  const moved = b.apply(add, [x, number(b, 3)], {});
  return b.apply(mul, [clipped(b, moved, 6), number(b, 1 / 6)], {});
}

export function number(b: ProgramBuilder, value: number): Value {
  return b.apply(constant, [], { value });
}
