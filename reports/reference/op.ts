import { showShape } from "../../compiler/ir/shape.ts";
import type { Op, OpExample } from "../../compiler/ops/op.ts";
import { describeCallable } from "./callable.ts";

/** An op: how it is called, what it keeps, and calls that are sound and that are not. */
export function describeOp(op: Op, depth: number): string {
  const { good, bad } = op.examples;
  return [
    describeCallable(op, depth),
    examples("Sound calls:", good),
    ...(bad.length > 0 ? [examples("Refused:", bad)] : []),
  ].join("\n\n");
}

function examples(title: string, list: readonly OpExample[]): string {
  const lines = list.map(({ call, inputs }) => `- \`${call}\` on ${inputs.map(showShape).join(" and ")}`);
  return [title, "", ...lines].join("\n");
}
