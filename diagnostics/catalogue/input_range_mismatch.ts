import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  /** `-0.5..0.5`. */
  readonly wanted: string;
  readonly examples: string;
  readonly delivered: string;
}

export const input_range_mismatch = defineDiagnostic<About>({
  name: "input_range_mismatch",
  severity: "error",
  message: ({ model, wanted, examples, delivered }) =>
    `\`${model}\` takes numbers in ${wanted}, but \`${examples}\` gives ${delivered}`,
  help: ({ wanted }) => `\`scale(${wanted})\` as the last step brings them there`,
  why: "A network trained on one range of numbers fails silently on another: nothing breaks, and the points are wrong. So the model says what it takes, and the examples must deliver it.",
  fix: "End the examples with `scale(…)` to the model's range, or change the range of the model's input.",
  bad: experimentWith({ steps: ["keep_points([nose_tip])", "grayscale()", "resize(12, 16)", "scale(-1..1)"] }),
  good: experimentWith({}),
});
