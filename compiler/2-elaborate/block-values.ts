import { block_takes_blocks } from "../../diagnostics/catalogue/block_takes_blocks.ts";
import { wrong_kind_of_value } from "../../diagnostics/catalogue/wrong_kind_of_value.ts";
import type { BoundExpression, DeclarationRef } from "../ir/bound.ts";
import { describeExpression } from "../ir/describe.ts";
import type { Context } from "./context.ts";
import { settle } from "./evaluate.ts";
import { networkOf } from "./network.ts";
import { type BlockScalar, describeScalar } from "./scalar.ts";

/** The block that an argument names, `unit: Bottleneck`; undefined where there is none, which is reported. */
export function blockIn(context: Context, what: string, written: BoundExpression): BlockScalar | undefined {
  const settled = settle(context, written);
  if (settled === undefined) return undefined;
  const { expression, context: inside } = settled;
  if (expression.kind === "reference") {
    const { to } = expression;
    if (to.kind === "block") return passed(context, to.ref, expression);
    if (to.kind === "poison" || (to.kind === "word" && !to.certain)) return undefined;
    const value = to.kind === "variable" ? inside.variables.get(to.name) : undefined;
    if (to.kind === "variable" && value === undefined) return undefined;
    if (value?.kind === "block") return value;
    return wrong(context, what, written, value === undefined ? `\`${expression.text}\`` : describeScalar(value));
  }
  return wrong(context, what, written, describeExpression(expression));
}

/** A block that is passed on takes no blocks itself: so what can be built ends. */
function passed(context: Context, ref: DeclarationRef, { place }: BoundExpression): BlockScalar | undefined {
  const bound = context.project.bound(ref);
  const block = bound && networkOf(context, bound);
  if (block?.base.kind !== "block") return undefined;
  if (block.parameters.some(({ type }) => type === "block")) {
    context.report(block_takes_blocks.at(place, { name: ref.name }));
    return undefined;
  }
  return { kind: "block", value: `${ref.file} ${ref.key}`, ref };
}

function wrong(context: Context, what: string, { place }: BoundExpression, is: string): undefined {
  context.report(wrong_kind_of_value.at(place, { what, takes: "the name of a block", is }));
}
