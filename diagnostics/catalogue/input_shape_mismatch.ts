import { defineDiagnostic } from "../define.ts";
import { sampleExperiment } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  /** `image[1, 60, 80]`. */
  readonly wanted: string;
  readonly examples: string;
  readonly delivered: string;
  /** The pictures have no one size. */
  readonly anySize: boolean;
  /** Steps that would make the pictures fit. */
  readonly missing: readonly string[];
}

export const input_shape_mismatch = defineDiagnostic<About>({
  name: "input_shape_mismatch",
  severity: "error",
  message: ({ model, wanted, examples, delivered, anySize }) =>
    `${model} takes ${wanted}, but ${examples} gives ${delivered}${anySize ? " of any size" : ""}`,
  help: ({ missing, examples }) =>
    missing.length === 0 ? undefined : `add ${missing.map((step) => `\`${step}\``).join(" and ")} to ${examples}`,
  why: "The examples are the model's input, so each picture must come in the channels, height and width that the model is made for, and all pictures of a batch in one size. H and W stand for sizes that may differ from picture to picture.",
  fix: "Add `grayscale()` or `resize(height, width)` to the examples, or change the model's input.",
  bad: sampleExperiment({ steps: ["keep_points([nose_tip])", "scale(-0.5..0.5)"] }),
  good: sampleExperiment({}),
});
