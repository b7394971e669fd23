import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const circular_variant = defineDiagnostic<{ readonly name: string }>({
  name: "circular_variant",
  severity: "error",
  message: ({ name }) => `\`${name}\` is a variant of itself`,
  why: "A variant is the difference from something that is there without it.",
  fix: "Name another base after `=`.",
  bad: `${sampleModel()}
model Other = Other with { append tanh() }
`,
  good: `${sampleModel()}
model Other = Tiny with { append tanh() }
`,
});
