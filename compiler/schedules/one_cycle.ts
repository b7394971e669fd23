import { float, share } from "../ir/parameters.ts";
import { defineSchedule } from "./schedule.ts";

type OneCycle = { readonly rise: number; readonly div_factor: number; readonly final_div_factor: number };

export const one_cycle = defineSchedule<OneCycle>({
  name: "one_cycle",
  doc: `Raises the rate from lr / div_factor to lr, then lowers it to lr / (div_factor final_div_factor), update by update, each
way along half a cosine; as PyTorch's \`OneCycleLR\` with \`max_lr\` = lr, which leaves the momentum as it is.
(Smith & Topin 2018, "Super-Convergence".)`,
  parameters: {
    rise: share({
      doc: "Part of the run in which the rate rises.",
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      default: 0.3,
    }),
    div_factor: float({ doc: "By how much lower the rate begins.", minimum: 1, default: 25 }),
    final_div_factor: float({ doc: "By how much lower than it began the rate ends.", minimum: 1, default: 1e4 }),
  },
  factor({ epochs, update, updatesPerEpoch }, { rise, div_factor, final_div_factor }) {
    const first = 1 / div_factor;
    const last = first / final_div_factor;
    const updates = epochs * updatesPerEpoch;
    const peak = rise * updates - 1;
    return update < peak
      ? halfCosine(first, 1, update / peak)
      : halfCosine(1, last, (update - peak) / (updates - 1 - peak));
  },
});

/** From `from` at part 0 to `to` at part 1. */
function halfCosine(from: number, to: number, part: number): number {
  return to + ((from - to) / 2) * (1 + Math.cos(Math.PI * part));
}
