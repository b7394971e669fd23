import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

export const early_stopping_idle = defineDiagnostic<{ readonly patience: number; readonly epochs: number }>({
  name: "early_stopping_idle",
  severity: "note",
  message: ({ patience, epochs }) =>
    `training can't stop early: a patience of ${patience} epochs is never used up in ${epochs}`,
  why: "Early stopping ends a run once that many epochs in a row brought no better loss. With as many epochs of patience as there are epochs it does nothing.",
  fix: "Lower the patience, or leave `early_stopping` out.",
  bad: experimentWith({ properties: { early_stopping: "{ patience: 25 }" } }),
  good: experimentWith({ properties: { early_stopping: "{ patience: 5 }" } }),
});
