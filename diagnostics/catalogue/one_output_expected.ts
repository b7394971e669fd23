import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  readonly outputs: readonly string[];
}

export const one_output_expected = defineDiagnostic<About>({
  name: "one_output_expected",
  severity: "error",
  message: ({ model, outputs }) =>
    `\`${model}\` has ${outputs.length} outputs (${outputs.join(", ")}), but the loss names none of them`,
  why: "The loss compares one output with the points of the examples. Which of several it should be, and what the others should learn, the experiment doesn't say.",
  fix: "Name the outputs that are trained, as in `loss: { points: l1(), heat: gaussian_heatmap() }`, or train a model with one output of points.",
  bad: experimentWith({ output: "points[1]\n  output same: vector[2] from fc1" }),
  good: experimentWith({}),
});
