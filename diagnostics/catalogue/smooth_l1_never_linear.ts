import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly beta: number;
  /** The most that prediction and target can differ by. */
  readonly furthest: number;
}

const experiment = (loss: string) =>
  experimentWith({ body: ["flatten()", "fc1 = linear(2)", "sigmoid1 = sigmoid()"], properties: { loss } });

export const smooth_l1_never_linear = defineDiagnostic<About>({
  name: "smooth_l1_never_linear",
  severity: "note",
  message: ({ beta, furthest }) =>
    `prediction and target never differ by more than ${furthest}, so smooth_l1 with beta ${beta} is a squared error`,
  why: "`smooth_l1` is the squared error, divided by 2 * beta, where the difference is below beta, and the absolute error above. Points are shares of the picture and a sigmoid's numbers lie in 0..1, so differences never reach the usual beta of 1, and what smooth_l1 is chosen for, being lenient with outliers, never happens.",
  fix: "Choose a beta near the error that is expected, such as 0.05, or use `mse()`.",
  bad: experiment("smooth_l1()"),
  good: experiment("smooth_l1(beta: 0.05)"),
});
