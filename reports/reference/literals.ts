import { type Dim, showDim } from "../../compiler/ir/dim.ts";
import type { IntervalValue, ParameterKind, ParameterValue } from "../../compiler/ir/parameters.ts";

/** A parameter's value as a spec writes it: `3`, `[1, 5]`, `10%`, `-0.5..0.5`. */
export function literal(kind: ParameterKind, value: ParameterValue): string {
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (kind === "share") return `${trimmed(Number(value) * 100)}%`;
  if (kind === "bytes") return `${value}`;
  if (kind === "angle") return `${value}deg`;
  if (Array.isArray(value)) return list(kind, value);
  if (kind === "angles") {
    const { low, high } = value as IntervalValue;
    return `${low}deg..${high}deg`;
  }
  if (typeof value === "object" && "low" in value) return `${value.low}..${value.high}`;
  if (typeof value === "object" && "to" in value) return showDim(value.to);
  return typeof value === "number" ? String(value) : showDim(value as Dim);
}

function list(kind: ParameterKind, values: readonly ParameterValue[]): string {
  const items = values.map((value) => literal("int", value));
  return kind === "pair" && items[0] === items[1] ? items[0]! : `[${items.join(", ")}]`;
}

/** How the values of a kind are written, in words. */
export const writing: Readonly<Record<ParameterKind, string>> = {
  int: "a whole number",
  float: "a number",
  bool: "true or false",
  string: "a text",
  choice: "a word",
  size: "a whole number",
  pair: "a whole number, or [height, width]",
  width: "a whole number, or in -> out",
  share: "a share, as 10%",
  bytes: "a size in bytes, as 6GiB",
  angle: "an angle, as 15deg",
  interval: "an interval, as -1..1",
  angles: "an interval of angles, as -15deg..15deg",
  indices: "whole numbers, as 1..32 or [1, 3, 5]",
  names: "names, as [nose_tip, jaw]",
  sizes: "whole numbers, as [32, 3, 5]",
};

/** Percent without the noise of binary fractions. */
function trimmed(value: number): string {
  return String(Number(value.toPrecision(12)));
}
