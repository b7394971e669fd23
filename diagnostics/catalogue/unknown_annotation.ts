import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

export const unknown_annotation = defineDiagnostic<{ readonly name: string; readonly nearest: string | undefined }>({
  name: "unknown_annotation",
  severity: "error",
  message: ({ name }) => `there is no annotation \`@${name}\``,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`@${nearest}\`?`),
  why: "An annotation that nobody knows would do nothing, and its writer would not notice.",
  fix: "The annotations are `@assumed`, `@allow(...)` and `@was(...)`.",
  bad: sampleSpec("epochs: 3 @asumed"),
  good: sampleSpec("epochs: 3 @assumed"),
});
