import { wrong_size_count } from "../../diagnostics/catalogue/wrong_size_count.ts";
import type { BoundExpression, BoundStatement, BoundType } from "../ir/bound.ts";
import { type Dim, symbol } from "../ir/dim.ts";
import { portRange, portSize } from "../ir/language-schemas.ts";
import type { IntervalValue } from "../ir/parameters.ts";
import { anyNumber, type Range } from "../ir/range.ts";
import type { Shape } from "../ir/shape.ts";
import type { Role } from "../ir/value-type.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";
import type { Scalar } from "./scalar.ts";

/** What each role's sizes are. */
const axes: Readonly<Record<Role, readonly string[]>> = {
  image: ["channels", "height", "width"],
  features: ["channels", "height", "width"],
  vector: ["features"],
  points: ["count"],
};

/** Letters in the sizes of a model's inputs stand for sizes that stay open. */
export function lettersOf(ports: readonly BoundStatement[], known: ReadonlyMap<string, unknown>): Map<string, Scalar> {
  const sizes = ports.flatMap((port) => (port.kind === "step" ? [] : (port.type?.sizes ?? [])));
  const open = sizes.flatMap(lettersIn).filter((name) => !known.has(name));
  return new Map(open.map((name) => [name, sizeScalar(symbol(name))]));
}

function lettersIn(size: BoundExpression): string[] {
  if (size.kind === "binary") return [...lettersIn(size.left), ...lettersIn(size.right)];
  const name = letter(size);
  return name === undefined ? [] : [name];
}

/** The shape that a type declares: `points[n]` is [n, 2]. Undefined where something is wrong, which was reported. */
export function shapeOf(context: Context, type: BoundType): Shape | undefined {
  const names = axes[type.role];
  if (type.sizes.length !== names.length) {
    const facts = { role: type.role, axes: names, count: type.sizes.length };
    context.report(wrong_size_count.at(type.place, facts));
    return undefined;
  }
  const sizes = type.sizes.map((size) => convert(context, type.role, portSize, size) as Dim | undefined);
  if (!sizes.every((size) => size !== undefined)) return undefined;
  return type.role === "points" ? [...sizes, 2] : sizes;
}

/** The same for an output, where a letter that no input has takes the size that flows there. */
export function outputShapeOf(context: Context, type: BoundType, flows: Shape | undefined): Shape | undefined {
  const variables = new Map(context.variables);
  type.sizes.forEach((size, axis) => {
    const name = letter(size);
    const flowing = flows?.[axis];
    if (name === undefined || variables.has(name)) return;
    variables.set(name, flowing === undefined ? undefined : sizeScalar(flowing));
  });
  return shapeOf({ ...context, variables }, type);
}

function sizeScalar(value: Dim): Scalar {
  return { kind: "number", value, quantity: undefined };
}

function letter(size: BoundExpression): string | undefined {
  return size.kind === "reference" && size.to.kind === "variable" ? size.to.name : undefined;
}

/** The range that an input declares; any number where it says none. */
export function rangeOf(context: Context, written: BoundExpression | undefined): Range | undefined {
  return written === undefined ? anyNumber : (convert(context, "in", portRange, written) as IntervalValue | undefined);
}
