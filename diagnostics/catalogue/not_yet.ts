import { defineDiagnostic } from "../define.ts";
import { sampleData } from "./sample-specs.ts";

export const not_yet = defineDiagnostic<{ readonly what: string }>({
  name: "not_yet",
  severity: "error",
  message: ({ what }) => `${what} is not there yet`,
  why: "It is part of the language, but this version of the compiler can't do it. To pass over it in silence would train something else than what is written.",
  fix: "Leave it out, or use a newer version of kpc.",
  bad: `${sampleData}examples Twice from Faces { both = repeat i in 0..<2 { grayscale() } }\n`,
  good: `${sampleData}examples Once from Faces { grayscale() }\n`,
});
