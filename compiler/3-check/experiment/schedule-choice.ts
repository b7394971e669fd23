import { early_stopping_idle } from "../../../diagnostics/catalogue/early_stopping_idle.ts";
import type { ExperimentPlan } from "../../ir/plan.ts";
import { schedulesByName } from "../../schedules/index.generated.ts";
import type { Finding } from "../finding.ts";
import { propertyOrigin } from "./property.ts";

/** A schedule, or an end, that doesn't go with the length of the run. */
export function findInSchedule(plan: ExperimentPlan): readonly Finding[] {
  return [...ofSchedule(plan), ...ofEarlyStopping(plan)];
}

function ofSchedule({ epochs, training: { schedule } }: ExperimentPlan): readonly Finding[] {
  if (schedule === undefined) return [];
  const { origin } = schedule;
  const at = { place: origin.place, argument: (name: string) => schedule.arguments?.[name] ?? origin.place, epochs };
  const problems = schedulesByName[schedule.name]?.check?.(schedule.parameters, at) ?? [];
  return problems.map((diagnostic) => ({ diagnostic, origin }));
}

/** A patience as long as the run is never used up. */
function ofEarlyStopping(plan: ExperimentPlan): readonly Finding[] {
  const { epochs, training } = plan;
  const patience = training.earlyStopping?.patience;
  if (patience === undefined || patience < epochs) return [];
  const origin = propertyOrigin(plan, "early_stopping");
  return [{ diagnostic: early_stopping_idle.at(origin.place, { patience, epochs }), origin }];
}
