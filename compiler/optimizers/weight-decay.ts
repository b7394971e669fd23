import { float, type ParameterSchema } from "../ir/parameters.ts";

export function weightDecay(standard: number): ParameterSchema {
  return float({ doc: "How strongly weights are pulled towards 0.", minimum: 0, default: standard });
}

/** The gradient with that of weight_decay / 2 * w² added (L2), under the name that later lines use. */
export function decayedGradient(decay: number): { name: string; lines: string[] } {
  if (decay === 0) return { name: "gradient", lines: [] };
  return { name: "decayed", lines: ["decayed = gradient + weight_decay * parameter"] };
}
