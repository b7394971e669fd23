import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly examples: string;
  /** `image[1, 60, 80] in -0.5..0.5`. */
  readonly train: string;
  readonly validation: string;
}

const experiment = (steps: readonly string[]) => experimentWith({ steps: ["keep_points([nose_tip])", ...steps] });

export const splits_differ = defineDiagnostic<About>({
  name: "splits_differ",
  severity: "error",
  message: ({ examples, train, validation }) =>
    `the training examples of \`${examples}\` are ${train}, but its validation examples are ${validation}`,
  why: "What stands in `augment train` never reaches a validation example. So it may vary pictures, but must not change what they are: their channels, size or range.",
  fix: "Move the step out of `augment train`.",
  bad: experiment(["augment train { grayscale() }", "resize(12, 16)", "scale(-0.5..0.5)"]),
  good: experiment(["grayscale()", "resize(12, 16)", "scale(-0.5..0.5)"]),
});
