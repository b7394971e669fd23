import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  /** It has weights, all of which are frozen. */
  readonly frozen?: true;
}

const steps = ["keep_points([nose_tip])", "grayscale()", "resize(1, 2)", "scale(-0.5..0.5)"];
const input = "image[1, 1, 2] in -0.5..0.5";

export const nothing_to_train = defineDiagnostic<About>({
  name: "nothing_to_train",
  severity: "error",
  message: ({ model, frozen }) =>
    `${frozen ? `all weights of \`${model}\` are frozen` : `\`${model}\` has no weights`}, so there is nothing to train`,
  why: "Training changes weights. A model of steps without any gives the same numbers after training as before.",
  fix: "Add a step with weights, such as `linear` or `conv2d`.",
  bad: experimentWith({ steps, input, body: ["flatten()"] }),
  good: experimentWith({ steps, input, body: ["flatten()", "fc1 = linear(2)"] }),
});
