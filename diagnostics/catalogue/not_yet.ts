import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

export const not_yet = defineDiagnostic<{ readonly what: string }>({
  name: "not_yet",
  severity: "error",
  message: ({ what }) => `${what} is not there yet`,
  why: "It is part of the language, but this version of the compiler can't do it. To pass over it in silence would train something else than what is written.",
  fix: "Leave it out, or use a newer version of kpc.",
  bad: sampleSpec("epochs: 3; sweep: { seed: 1 }"),
  good: sampleSpec("epochs: 3"),
});
