import { float, int } from "../ir/parameters.ts";
import { defineSchedule } from "./schedule.ts";
import { afterWarmUp, checkWarmUp, warmUpParameter } from "./warm-up.ts";

type Step = { readonly step_size: number; readonly gamma: number; readonly warmup: number };

export const step = defineSchedule<Step>({
  name: "step",
  doc: "Multiplies the rate by `gamma` every `step_size` epochs: gamma^floor(epoch / step_size), as PyTorch's `StepLR`.",
  parameters: {
    step_size: int({ doc: "Epochs from one drop to the next.", minimum: 1 }),
    gamma: float({ doc: "What each drop multiplies the rate by.", exclusiveMinimum: 0, maximum: 1, default: 0.1 }),
    ...warmUpParameter,
  },
  factor: afterWarmUp(({ epoch }, { step_size, gamma }) => gamma ** Math.floor(epoch / step_size)),
  check: checkWarmUp,
});
