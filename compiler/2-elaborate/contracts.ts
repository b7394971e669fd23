import type { BoundBudget, BoundContract } from "../ir/bound.ts";
import type { Contract } from "../ir/graph.ts";
import { byteCount, count } from "../ir/language-schemas.ts";
import { measures } from "../ir/measures.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";

/** The contracts of a budget with their numbers worked out; one that has none is left out, which is reported. */
export function contractsOf(context: Context, { contracts }: BoundBudget): Contract[] {
  return contracts.flatMap((contract) => contractOf(context, contract) ?? []);
}

function contractOf(context: Context, { measure, batch, op, limit, place }: BoundContract): Contract | undefined {
  const schema = measures[measure]!.quantity === "bytes" ? byteCount : count;
  const most = convert(context, measure, schema, limit);
  const examples = batch === undefined ? undefined : convert(context, "batch", count, batch);
  if (typeof most !== "number" || (batch !== undefined && typeof examples !== "number")) return undefined;
  return { measure, op, limit: most, ...(typeof examples === "number" ? { batch: examples } : {}), place };
}
