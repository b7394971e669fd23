import { undecided_condition } from "../../diagnostics/catalogue/undecided_condition.ts";
import { undecided_value } from "../../diagnostics/catalogue/undecided_value.ts";
import { wrong_calculation } from "../../diagnostics/catalogue/wrong_calculation.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { BoundBinary } from "../ir/bound.ts";
import { addDim, type Dim, isKnown, mulDim, quotientOf, sameDim, showDim, subDim } from "../ir/dim.ts";
import type { Context } from "./context.ts";
import { describeScalar, type NumberScalar, type Scalar } from "./scalar.ts";

export function negate(context: Context, value: Scalar, place: Place): Scalar | undefined {
  if (value.kind === "number") return { ...value, value: mulDim(value.value, -1) };
  return wrong(context, place, `\`-\` stands before numbers, not before ${describeScalar(value)}`);
}

export function not(context: Context, value: Scalar, place: Place): Scalar | undefined {
  if (value.kind === "bool") return { ...value, value: !value.value };
  return wrong(context, place, `\`not\` stands before truth values, not before ${describeScalar(value)}`);
}

/** `left op right`; undefined where there is no such value, which is reported. */
export function calculate(context: Context, node: BoundBinary, left: Scalar, right: Scalar): Scalar | undefined {
  const { op, place } = node;
  if (op === "==" || op === "!=") return compareEqual(context, node, left, right);
  if (left.kind === "bool" && right.kind === "bool" && (op === "and" || op === "or")) {
    return { kind: "bool", value: op === "and" ? left.value && right.value : left.value || right.value };
  }
  if (left.kind !== "number" || right.kind !== "number" || op === "and" || op === "or") {
    return wrong(context, place, `\`${op}\` can't stand between ${describeScalar(left)} and ${describeScalar(right)}`);
  }
  switch (op) {
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compareOrder(context, node, left, right);
    case "+":
    case "-":
    case "mod":
      if (left.quantity !== right.quantity) {
        return wrong(
          context,
          place,
          `\`${op}\` can't stand between ${describeScalar(left)} and ${describeScalar(right)}`,
        );
      }
      return number(context, place, combine(op, left.value, right.value), left.quantity);
    case "*":
    case "/": {
      if (right.quantity !== undefined && (op === "/" || left.quantity !== undefined)) {
        return wrong(context, place, `\`${op}\` takes a plain number on its right, not ${describeScalar(right)}`);
      }
      return number(context, place, combine(op, left.value, right.value), left.quantity ?? right.quantity);
    }
    default:
      return wrong(context, place, `\`${op}\` makes no single value`);
  }
}

/** Undefined where there is no such number, or none that is certain for every size. */
function combine(op: keyof typeof arithmetic, a: Dim, b: Dim): Dim | undefined {
  const sizes = [a, b].every((dim) => !isKnown(dim) || Number.isInteger(dim));
  return (isKnown(a) && isKnown(b)) || sizes ? arithmetic[op](a, b) : undefined;
}

const arithmetic: Readonly<Record<"+" | "-" | "*" | "/" | "mod", (a: Dim, b: Dim) => Dim | undefined>> = {
  "+": addDim,
  "-": subDim,
  "*": mulDim,
  "/": (a, b) => (isKnown(a) && isKnown(b) ? a / b : quotientOf(a, b)),
  mod: (a, b) => (isKnown(a) && isKnown(b) ? a - b * Math.floor(a / b) : undefined),
};

function number(
  context: Context,
  place: Place,
  value: Dim | undefined,
  quantity: NumberScalar["quantity"],
): Scalar | undefined {
  if (value === undefined) {
    context.report(undecided_value.at(place, {}));
    return undefined;
  }
  if (isKnown(value) && !Number.isFinite(value)) return wrong(context, place, "this comes to no number");
  return { kind: "number", value, quantity };
}

function compareEqual(context: Context, node: BoundBinary, left: Scalar, right: Scalar): Scalar | undefined {
  if (left.kind === "number" && right.kind === "number") {
    if (left.quantity === right.quantity) return sizesEqual(context, node, left.value, right.value);
  } else if (left.kind === right.kind) {
    return { kind: "bool", value: (left.value === right.value) === (node.op === "==") };
  }
  const problem = `\`${node.op}\` can't compare ${describeScalar(left)} with ${describeScalar(right)}`;
  return wrong(context, node.place, problem);
}

function sizesEqual(context: Context, { op, place }: BoundBinary, left: Dim, right: Dim): Scalar | undefined {
  const equal = sameDim(left, right);
  if (equal || isKnown(subDim(left, right))) return { kind: "bool", value: equal === (op === "==") };
  return undecided(context, place, left, right);
}

function compareOrder(
  context: Context,
  { op, place }: BoundBinary,
  left: NumberScalar,
  right: NumberScalar,
): Scalar | undefined {
  if (left.quantity !== right.quantity) {
    return wrong(context, place, `\`${op}\` can't compare ${describeScalar(left)} with ${describeScalar(right)}`);
  }
  const difference = subDim(left.value, right.value);
  if (!isKnown(difference)) return undecided(context, place, left.value, right.value);
  const holds = { "<": difference < 0, "<=": difference <= 0, ">": difference > 0, ">=": difference >= 0 };
  return { kind: "bool", value: holds[op as keyof typeof holds] };
}

function undecided(context: Context, place: Place, left: Dim, right: Dim): undefined {
  context.report(undecided_condition.at(place, { left: showDim(left), right: showDim(right) }));
}

function wrong(context: Context, place: Place, problem: string): undefined {
  context.report(wrong_calculation.at(place, { problem }));
}
