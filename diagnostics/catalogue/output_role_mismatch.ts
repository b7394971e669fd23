import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  /** `vector[2]`. */
  readonly output: string;
  readonly points: string;
}

export const output_role_mismatch = defineDiagnostic<About>({
  name: "output_role_mismatch",
  severity: "error",
  message: ({ model, output }) => `\`${model}\` is trained on points, but gives ${output}`,
  help: ({ points }) => `declare the output \`points[${points}]\``,
  why: "The role says what the numbers mean. What is trained on points is points from then on: pictures of predictions and the error in pixels rely on it.",
  fix: "Declare the output as points.",
  bad: experimentWith({ output: "vector[2]" }),
  good: experimentWith({ output: "points[1]" }),
});
