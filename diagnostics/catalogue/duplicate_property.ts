import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

export const duplicate_property = defineDiagnostic<{ readonly name: string }>({
  name: "duplicate_property",
  severity: "error",
  message: ({ name }) => `\`${name}\` has a value already`,
  why: "A property has one value. If the last one silently won, a reader who sees the first would be misled.",
  fix: "Remove one of the two.",
  bad: sampleSpec("epochs: 3; epochs: 30"),
  good: sampleSpec("epochs: 30"),
});
