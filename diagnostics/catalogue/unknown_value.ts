import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const unknown_value = defineDiagnostic<{ readonly name: string; readonly nearest: string | undefined }>({
  name: "unknown_value",
  severity: "error",
  message: ({ name }) => `nothing above is named \`${name}\``,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "After `from`, and in a join such as `add(x)`, stands the name of an input or of a step further up: values flow downwards only.",
  fix: "Correct the name, or name the step that is meant.",
  bad: sampleModel().replace("points[1]", "points[1] from fc1"),
  good: sampleModel().replace("points[1]", "points[1] from fc"),
});
