import type { TypedGraph } from "../../compiler/ir/graph.ts";
import type { Setting } from "./setting.ts";

/** What a model is held to: `budget.parameters <=` is `70000000`. */
export function budgetSettings({ contracts = [] }: TypedGraph): Setting[] {
  return contracts.map(({ measure, op, limit, batch, place }) => ({
    key: `budget.${measure}${batch === undefined ? "" : `(batch: ${batch})`}`,
    class: "naming",
    text: `${op} ${limit}`,
    place,
  }));
}
