import { type Dim, showDim } from "./dim.ts";
import type { IntervalValue, ParameterKind, ParameterValue } from "./parameters.ts";

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

/** Percent without the noise of binary fractions. */
function trimmed(value: number): string {
  return String(Number(value.toPrecision(12)));
}
