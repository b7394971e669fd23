import { float } from "../ir/parameters.ts";
import { defineSchedule } from "./schedule.ts";
import { afterWarmUp, checkWarmUp, warmUpParameter } from "./warm-up.ts";

type Cosine = { readonly final: number; readonly warmup: number };

export const cosine = defineSchedule<Cosine>({
  name: "cosine",
  doc: `Lowers the rate along half a cosine, epoch by epoch, over the run: final + (1 - final) (1 + cos(pi epoch / epochs)) / 2,
as PyTorch's \`CosineAnnealingLR\` with \`T_max\` the run's epochs and \`eta_min\` = final lr.
(Loshchilov & Hutter 2017, "SGDR", equation 5.)`,
  parameters: {
    final: float({ doc: "Where the rate ends, as a factor of `lr`.", minimum: 0, maximum: 1, default: 0 }),
    ...warmUpParameter,
  },
  factor: afterWarmUp(({ epoch, epochs }, { final }) => {
    return final + ((1 - final) * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2;
  }),
  check: checkWarmUp,
});
