import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  readonly wanted: string;
  readonly examples: string;
  readonly delivered: string;
}

const steps = ["keep_points([nose_tip])", "grayscale()", "resize(12, 16)"];
const input = "image[1, 12, 16] in -1..1";

export const input_range_narrow = defineDiagnostic<About>({
  name: "input_range_narrow",
  severity: "warning",
  message: ({ model, wanted, examples, delivered }) =>
    `\`${model}\` takes numbers in ${wanted}, of which \`${examples}\` gives only ${delivered}`,
  help: ({ wanted }) => `\`scale(${wanted})\` as the last step fills the range`,
  why: "It works, but a range that is never filled is most often a `scale` that was forgotten: pictures are read as numbers of 0..1.",
  fix: "End the examples with `scale(…)` to the model's range, or write the range that they really have on the model's input.",
  bad: experimentWith({ steps, input }),
  good: experimentWith({ steps: [...steps, "scale(-1..1)"], input }),
});
