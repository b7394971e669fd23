import { unknown_contract } from "../../diagnostics/catalogue/unknown_contract.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { BudgetStatement, Expression } from "../../grammar/tree.ts";
import type { BoundBudget, BoundContract } from "../ir/bound.ts";
import { measures } from "../ir/measures.ts";
import type { Context } from "./context.ts";
import { bindExpression } from "./expressions.ts";
import { textOf } from "./references.ts";

/** `budget { parameters <= 70_000_000; train_memory(batch: 8) <= 6GiB }` */
export function bindBudget(context: Context, { contracts, span }: BudgetStatement): BoundBudget {
  return {
    kind: "budget",
    contracts: contracts.flatMap((contract) => bindContract(context, contract) ?? []),
    place: context.place(span),
  };
}

const comparisons = ["<=", ">=", "<", ">", "=="] as const;

function bindContract(context: Context, contract: Expression): BoundContract | undefined {
  if (contract.kind === "missing") return undefined;
  const op = comparisons.find((known) => contract.kind === "binary" && contract.op === known);
  if (contract.kind !== "binary" || op === undefined) return reportContract(context, contract, undefined);
  const { left, right, span } = contract;
  const path = left.kind === "reference" ? left.path : left.kind === "call" ? left.callee : undefined;
  const measure = path && textOf(path);
  if (measure === undefined || !Object.hasOwn(measures, measure)) return reportContract(context, left, measure);
  const batches = left.kind === "call" ? left.arguments : [];
  const [batch, ...more] = batches;
  const takesBatch = measures[measure]!.takesBatch;
  if (more.length > 0 || (batch !== undefined) !== takesBatch) return reportContract(context, left, measure);
  if (batch?.name !== undefined && batch.name.text !== "batch") return reportContract(context, left, measure);
  return {
    measure,
    batch: batch && bindExpression(context, batch.value),
    op,
    limit: bindExpression(context, right),
    place: context.place(span),
  };
}

function reportContract(context: Context, { kind, span }: Expression, measure: string | undefined): undefined {
  if (kind === "missing" || context.damaged) return;
  const known = Object.keys(measures);
  const hint = measure === undefined ? undefined : nearest(measure, known);
  const forms = Object.values(measures).map(({ form }) => form);
  context.report(unknown_contract.at(context.place(span), { forms, nearest: hint && measures[hint]!.form }));
}
