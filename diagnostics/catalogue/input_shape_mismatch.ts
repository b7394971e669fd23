import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  /** `image[1, 60, 80]`. */
  readonly wanted: string;
  readonly examples: string;
  readonly delivered: string;
  /** Steps that would make the pictures fit. */
  readonly missing: readonly string[];
}

export const input_shape_mismatch = defineDiagnostic<About>({
  name: "input_shape_mismatch",
  severity: "error",
  message: ({ model, wanted, examples, delivered }) =>
    `\`${model}\` takes ${wanted}, but \`${examples}\` gives ${delivered}`,
  help: ({ missing, examples }) =>
    missing.length === 0 ? undefined : `add ${missing.map((step) => `\`${step}\``).join(" and ")} to \`${examples}\``,
  why: "The examples are the model's input, so each picture must come in the channels, height and width that the model is made for, and all pictures of a batch in one size. `source_height` and `source_width` stand for sizes that only the files know, and that may differ from picture to picture.",
  fix: "Add `grayscale()` or `resize(height, width)` to the examples, or change the model's input.",
  bad: experimentWith({ steps: ["keep_points([nose_tip])", "scale(-0.5..0.5)"] }),
  good: experimentWith({}),
});
