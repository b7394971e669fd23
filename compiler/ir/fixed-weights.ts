import type { WeightSpec } from "./graph.ts";

/**
 * Keys of weights that neither chance nor training ever changes, the filters of blur pools: every state dict of the model has the same
 * numbers there, so one that lacks them is whole all the same.
 */
export function fixedKeys(weights: readonly Pick<WeightSpec, "key" | "initialisation">[]): ReadonlySet<string> {
  return new Set(weights.filter(({ initialisation }) => initialisation.kind === "binomial").map(({ key }) => key));
}
