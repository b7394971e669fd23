import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  readonly numbers: string;
  readonly examples: string;
  readonly points: string;
  readonly targets: string;
}

const experiment = (points: number) =>
  experimentWith({ body: ["flatten()", `fc1 = linear(${points * 2})`], output: `points[${points}]` });

export const output_points_mismatch = defineDiagnostic<About>({
  name: "output_points_mismatch",
  severity: "error",
  message: ({ model, numbers, examples, points, targets }) =>
    `\`${model}\` gives ${numbers} numbers, but the examples of \`${examples}\` have ${points} ${points === "1" ? "point" : "points"}, ${targets} numbers`,
  why: "The loss compares the model's output with the example's points number by number, so there must be two numbers for each point that the examples keep.",
  fix: "Let the last step give twice as many numbers as there are points, or choose the points with `keep_points([…])`.",
  bad: experiment(58),
  good: experiment(1),
});
