import { warmup_too_long } from "../../diagnostics/catalogue/warmup_too_long.ts";
import { float } from "../ir/parameters.ts";
import type { Moment, Schedule } from "./schedule.ts";

export type WarmUp = {
  readonly warmup: number;
};

export const warmUpParameter = {
  warmup: float({
    doc: "Epochs, parts of one too, over which the rate first rises in a straight line, an equal part an update.",
    minimum: 0,
    default: 0,
  }),
};

/**
 * A schedule that begins once the warm-up is over: during it the k-th of n updates has the factor k / n, then `factor` is
 * asked with the epochs that are left, counted from there.
 */
export function afterWarmUp<P extends WarmUp>(
  factor: (at: Moment, parameters: P) => number,
): (at: Moment, parameters: P) => number {
  return (at, parameters) => {
    const warmUpdates = Math.round(parameters.warmup * at.updatesPerEpoch);
    if (at.update < warmUpdates) return (at.update + 1) / warmUpdates;
    const update = at.update - warmUpdates;
    const epoch = Math.floor(update / at.updatesPerEpoch);
    return factor({ ...at, update, epoch, epochs: at.epochs - parameters.warmup }, parameters);
  };
}

/** A warm-up that takes the whole run leaves nothing to warm up for. */
export const checkWarmUp: NonNullable<Schedule<{ readonly warmup: number }>["check"]> = ({ warmup }, at) =>
  warmup < at.epochs ? [] : [warmup_too_long.at(at.argument("warmup"), { warmup, epochs: at.epochs })];
