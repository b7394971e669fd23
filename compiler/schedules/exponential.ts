import { float } from "../ir/parameters.ts";
import { defineSchedule } from "./schedule.ts";
import { afterWarmUp, checkWarmUp, warmUpParameter } from "./warm-up.ts";

type Exponential = { readonly gamma: number; readonly warmup: number };

export const exponential = defineSchedule<Exponential>({
  name: "exponential",
  doc: "Multiplies the rate by `gamma` after every epoch: gamma^epoch, as PyTorch's `ExponentialLR`.",
  parameters: {
    gamma: float({ doc: "What an epoch multiplies the rate by.", exclusiveMinimum: 0, maximum: 1 }),
    ...warmUpParameter,
  },
  factor: afterWarmUp(({ epoch }, { gamma }) => gamma ** epoch),
  check: checkWarmUp,
});
