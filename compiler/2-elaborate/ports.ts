import { wrong_size_count } from "../../diagnostics/catalogue/wrong_size_count.ts";
import type { BoundExpression, BoundStatement, BoundType } from "../ir/bound.ts";
import { type Dim, showDim, surelyDiffer, symbol } from "../ir/dim.ts";
import { portRange, portSize } from "../ir/language-schemas.ts";
import type { IntervalValue } from "../ir/parameters.ts";
import { anyNumber, type Range } from "../ir/range.ts";
import { type Shape, sameShape } from "../ir/shape.ts";
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
  const sizes = ports.flatMap((port) =>
    port.kind === "input" || port.kind === "output" ? (port.type?.sizes ?? []) : [],
  );
  const open = sizes.flatMap(lettersIn).filter((name) => !known.has(name));
  return new Map(open.map((name) => [name, sizeScalar(symbol(name))]));
}

function lettersIn(size: BoundExpression): string[] {
  if (size.kind === "binary") return [...lettersIn(size.left), ...lettersIn(size.right)];
  const name = letter(size);
  return name === undefined ? [] : [name];
}

/** Whether a type has a size for each axis of its role; reported where it hasn't. */
function hasAllSizes(context: Context, { role, sizes, place }: BoundType): boolean {
  const names = axes[role];
  if (sizes.length === names.length) return true;
  context.report(wrong_size_count.at(place, { role, axes: names, count: sizes.length }));
  return false;
}

/** The shape that a type declares: `points[n]` is [n, 2]. Undefined where something is wrong, which was reported. */
export function shapeOf(context: Context, type: BoundType): Shape | undefined {
  if (!hasAllSizes(context, type)) return undefined;
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

interface BoundSizes {
  /** With the letters that take the sizes of what flows in. */
  readonly variables: ReadonlyMap<string, Scalar | undefined>;
  readonly fits: boolean;
  /** Sizes that are taken where it depends on those that are open whether they are what flows in. */
  readonly open: { readonly declared: Shape; readonly found: Shape } | undefined;
  /** What is taken: `features[64, H, W]`. */
  readonly text: string;
}

/** The letters of a block's input take the sizes that flow in; all else that its type says must be what flows in. */
export function bindSizes(context: Context, type: BoundType, shape: Shape | undefined): BoundSizes {
  const variables = new Map(context.variables);
  const isWhole = hasAllSizes(context, type);
  const flowing = !isWhole ? undefined : type.role === "points" ? shape?.slice(0, -1) : shape;
  let fits = flowing === undefined || flowing.length === type.sizes.length;
  const declared: Dim[] = [];
  const texts = type.sizes.map((written, axis) => {
    const name = letter(written);
    const size = fits ? flowing?.[axis] : undefined;
    if (name !== undefined && !variables.has(name)) {
      variables.set(name, size === undefined ? undefined : sizeScalar(size));
      if (size !== undefined) declared.push(size);
      return name;
    }
    const wanted = convert({ ...context, variables }, type.role, portSize, written) as Dim | undefined;
    if (wanted !== undefined && size !== undefined && surelyDiffer(wanted, size)) fits = false;
    if (wanted !== undefined) declared.push(wanted);
    return wanted === undefined ? "?" : showDim(wanted);
  });
  const isOpen = fits && flowing?.length === declared.length && !sameShape(declared, flowing);
  const open = isOpen ? { declared, found: flowing } : undefined;
  return { variables, fits, open, text: `${type.role}[${texts.join(", ")}]` };
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
