import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

export const wrong_annotation = defineDiagnostic<{ readonly name: string; readonly problem: string }>({
  name: "wrong_annotation",
  severity: "error",
  message: ({ name, problem }) => `\`@${name}\` ${problem}`,
  why: "An annotation that stands in the wrong place, or says nothing that can be understood, would do nothing.",
  fix: '`@assumed` takes nothing and marks a value or step; `@allow(lost_pixels)` takes names of diagnostics; `@was(conv1)` takes the former path of the step that it stands behind, in quotes where that is a number: `@was("0")`.',
  bad: sampleSpec("epochs: 3 @was(epoch)"),
  good: sampleSpec("epochs: 3 @assumed"),
});
