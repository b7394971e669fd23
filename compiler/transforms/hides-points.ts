import type { ExamplePlan } from "../ir/plan.ts";
import { transformsByName } from "./index.generated.ts";

/** Whether points of some examples may count in no loss, so that training takes a weight for each of them. */
export function hidesPoints({ steps }: Pick<ExamplePlan, "steps">): boolean {
  return steps.some(({ name }) => transformsByName[name]?.rule.kind === "mask");
}
