import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly kind: string;
  readonly name: string;
}

export const unused_declaration = defineDiagnostic<About>({
  name: "unused_declaration",
  severity: "note",
  message: ({ kind, name }) => `nothing here uses the ${kind} \`${name}\``,
  why: "In a file with an experiment, everything is there to be used by it. What nothing uses was forgotten, or another name was written where this one was meant.",
  fix: "Use it, or remove it.",
  bad: `const width = 240\n${experimentWith({})}`,
  good: `const width = 240\n${experimentWith({ body: ["flatten()", "fc1 = linear(width)", "relu()", "fc2 = linear(2)"] })}`,
});
