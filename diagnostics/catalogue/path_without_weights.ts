import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly model: string;
  readonly path: string;
  readonly nearest: string | undefined;
}

export const path_without_weights = defineDiagnostic<About>({
  name: "path_without_weights",
  severity: "error",
  message: ({ model, path }) => `\`${model}\` has no weights under \`${path}\``,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "A rate, or a freezing, of weights that are not there would silently do nothing.",
  fix: "Write the path of a step or block with weights, or of a weight, as `kpc summary` shows them.",
  bad: experimentWith({
    body: ["flatten()", "fc1 = linear(8)", "relu()", "fc2 = linear(2)"],
    properties: { freeze: "[fc3]" },
  }),
  good: experimentWith({
    body: ["flatten()", "fc1 = linear(8)", "relu()", "fc2 = linear(2)"],
    properties: { freeze: "[fc1]" },
  }),
});
