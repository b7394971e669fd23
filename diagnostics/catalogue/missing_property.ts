import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

export const missing_property = defineDiagnostic<{ readonly of: string; readonly names: readonly string[] }>({
  name: "missing_property",
  severity: "error",
  message: ({ of, names }) => `the ${of} doesn't say its ${names.map((name) => `\`${name}\``).join(", ")}`,
  why: "A spec says everything that a result depends on; there are no silent defaults for what an experiment stands on.",
  fix: "Write the property. Where the document that the experiment is from doesn't say it, mark it `@assumed`.",
  bad: sampleSpec(""),
  good: sampleSpec("epochs: 3 @assumed"),
});
