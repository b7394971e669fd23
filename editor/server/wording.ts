import { type Dim, isKnown, showDim } from "../../compiler/ir/dim.ts";
import { type Range, sameRange, showRange } from "../../compiler/ir/range.ts";
import { type Shape, showShape } from "../../compiler/ir/shape.ts";
import { roughly, showBytes, withSeparators } from "../../reports/numbers.ts";
import type { Flow } from "./networks.ts";

/* How hints and hovers write what flows. */

export function shapeText(shape: Shape | undefined): string {
  return shape === undefined ? "unknown" : showShape(shape);
}

/** `-0.5..0.5`; numbers that were calculated have so many digits as say something. */
export function rangeText({ low, high }: Range): string {
  const short = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(4)) : value);
  return showRange({ low: short(low), high: short(high) });
}

/** The range that flows out, where the step changes it and it is bounded at some side. */
export function newRange(before: Range | undefined, after: Range | undefined): string | undefined {
  if (after === undefined || (after.low === -Infinity && after.high === Infinity)) return undefined;
  return before !== undefined && sameRange(before, after) ? undefined : rangeText(after);
}

/** `[6, 60, 80] in 0..` */
export function flowText({ shape, range }: Flow): string {
  const text = range === undefined ? "any" : rangeText(range);
  return `${shapeText(shape)}${text === "any" ? "" : ` in ${text}`}`;
}

export function countText(value: Dim): string {
  return isKnown(value) ? withSeparators(value) : showDim(value);
}

export function workText(value: Dim): string {
  return isKnown(value) ? roughly(value) : "by size";
}

export function bytesText(value: Dim): string {
  return isKnown(value) ? showBytes(value) : "by size";
}
