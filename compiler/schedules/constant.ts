import { defineSchedule } from "./schedule.ts";
import { afterWarmUp, checkWarmUp, type WarmUp, warmUpParameter } from "./warm-up.ts";

export const constant = defineSchedule<WarmUp>({
  name: "constant",
  doc: "The same rate from the end of the warm-up on.",
  parameters: warmUpParameter,
  factor: afterWarmUp(() => 1),
  check: checkWarmUp,
});
