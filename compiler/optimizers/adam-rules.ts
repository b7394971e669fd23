import { float, type ParameterSchemas } from "../ir/parameters.ts";
import { weightDecay } from "./weight-decay.ts";

export type AdamParameters = {
  readonly lr: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  readonly weight_decay: number;
};

/** What Adam and AdamW take; PyTorch's `betas=(beta1, beta2)` are two parameters here. */
export function adamParameters(decay: number): ParameterSchemas {
  return {
    lr: float({ doc: "Learning rate.", exclusiveMinimum: 0, default: 1e-3 }),
    beta1: float({ doc: "Share of the mean gradient that is kept.", minimum: 0, exclusiveMaximum: 1, default: 0.9 }),
    beta2: float({ doc: "Share of the mean square that is kept.", minimum: 0, exclusiveMaximum: 1, default: 0.999 }),
    eps: float({ doc: "Added to the divisor, against division by 0.", minimum: 0, default: 1e-8 }),
    weight_decay: weightDecay(decay),
  };
}

export const adamSlots: readonly string[] = ["exp_avg", "exp_avg_sq"];

/** Algorithm 1 of Kingma & Ba 2015, "Adam: a method for stochastic optimization", with the gradient under this name. */
export function adamLines(gradient: string): string[] {
  return [
    "step_size = lr / (1 - beta1 ^ step)",
    "correction = 1 / sqrt(1 - beta2 ^ step)",
    `exp_avg = beta1 * exp_avg + (1 - beta1) * ${gradient}`,
    `exp_avg_sq = beta2 * exp_avg_sq + (1 - beta2) * ${gradient} * ${gradient}`,
    "parameter = parameter - step_size * exp_avg / (sqrt(exp_avg_sq) * correction + eps)",
  ];
}
