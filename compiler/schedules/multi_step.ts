import { float, indices } from "../ir/parameters.ts";
import { defineSchedule } from "./schedule.ts";
import { afterWarmUp, checkWarmUp, warmUpParameter } from "./warm-up.ts";

type MultiStep = { readonly milestones: readonly number[]; readonly gamma: number; readonly warmup: number };

export const multi_step = defineSchedule<MultiStep>({
  name: "multi_step",
  doc: "Multiplies the rate by `gamma` after each of the given epochs, as PyTorch's `MultiStepLR`.",
  parameters: {
    milestones: indices({ doc: "Epochs after which the rate drops.", minimum: 1 }),
    gamma: float({ doc: "What each drop multiplies the rate by.", exclusiveMinimum: 0, maximum: 1, default: 0.1 }),
    ...warmUpParameter,
  },
  factor: afterWarmUp(
    ({ epoch }, { milestones, gamma }) => gamma ** milestones.filter((milestone) => milestone <= epoch).length,
  ),
  check: checkWarmUp,
});
