import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

export const nesterov_without_momentum = defineDiagnostic<Readonly<Record<string, never>>>({
  name: "nesterov_without_momentum",
  severity: "error",
  message: () => "nesterov looks ahead along the momentum, and there is none",
  help: () => "add `momentum: 0.9`, or leave `nesterov` out",
  why: "With a momentum of 0 nothing of the last step is kept, so looking ahead along it changes nothing. PyTorch refuses it too.",
  fix: "Give the optimizer a momentum, 0.9 being usual, or leave `nesterov` out.",
  bad: experimentWith({ properties: { optimizer: "sgd(lr: 0.01, nesterov: true)" } }),
  good: experimentWith({ properties: { optimizer: "sgd(lr: 0.01, momentum: 0.9, nesterov: true)" } }),
});
