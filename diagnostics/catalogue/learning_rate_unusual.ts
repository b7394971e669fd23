import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly optimizer: string;
  readonly rate: number;
  readonly tooHigh: boolean;
}

export const learning_rate_unusual = defineDiagnostic<About>({
  name: "learning_rate_unusual",
  severity: "warning",
  message: ({ optimizer, rate, tooHigh }) =>
    tooHigh
      ? `with a learning rate of ${rate}, steps of ${optimizer} are larger than the weights themselves`
      : `with a learning rate of ${rate}, ${optimizer} hardly moves the weights at all`,
  why: "Weights begin as numbers well below 1. Steps of that size or more throw them about until the loss is no number any more; steps a million times smaller leave them where they began.",
  fix: "Rates of 1e-4 to 1e-2 are usual for adam, adamw and rmsprop, and of 1e-3 to 1e-1 for sgd.",
  bad: experimentWith({ properties: { optimizer: "adam(lr: 1000)" } }),
  good: experimentWith({ properties: { optimizer: "adam(lr: 0.001)" } }),
});
