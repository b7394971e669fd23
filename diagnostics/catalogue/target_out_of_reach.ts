import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  /** Range of the output's numbers. */
  readonly reach: string;
  readonly step: string;
  /** Range of the examples' points; undefined where they may lie anywhere. */
  readonly targets: string | undefined;
}

const experiment = (last: readonly string[]) => experimentWith({ body: ["flatten()", "fc1 = linear(2)", ...last] });

export const target_out_of_reach = defineDiagnostic<About>({
  name: "target_out_of_reach",
  severity: "warning",
  message: ({ model, reach, step, targets }) =>
    `the points to learn ${targets === undefined ? "may lie outside of the picture, wherever their face's box leaves them" : `lie in ${targets}`}, but \`${step}\` of \`${model}\` gives numbers in ${reach} only`,
  why: "Whatever its weights, the model can't give numbers outside that range, so points there are never learnt, and those at its edge only with weights that grow without end.",
  fix: "End the model with a step whose numbers reach all points: a bare `linear`, or a `sigmoid()` right after one for shares of 0..1. Or keep points in the picture: `clamp_points()` moves those outside to its edge, `mask_points()` leaves them out of the loss.",
  bad: experiment(["relu1 = relu()", "sigmoid1 = sigmoid()"]),
  good: experiment(["sigmoid1 = sigmoid()"]),
});
