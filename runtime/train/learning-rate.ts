import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import { schedulesByName } from "../../compiler/schedules/index.generated.ts";
import type { Moment } from "../../compiler/schedules/schedule.ts";

/** The optimizer's `lr`, times the schedule's factor where the experiment has a schedule. */
export function learningRateAt({ optimizer, training: { schedule } }: ExperimentPlan): (moment: Moment) => number {
  const { lr } = optimizer.parameters;
  if (typeof lr !== "number") throw new Error(`the plan's optimizer ${optimizer.name} has no learning rate`);
  if (schedule === undefined) return () => lr;
  const { factor } = schedulesByName[schedule.name]!;
  return (moment) => lr * factor(moment, schedule.parameters);
}
