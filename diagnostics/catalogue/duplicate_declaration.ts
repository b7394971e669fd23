import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const duplicate_declaration = defineDiagnostic<{ readonly kind: string; readonly name: string }>({
  name: "duplicate_declaration",
  severity: "error",
  message: ({ kind, name }) => `there is ${kind} named \`${name}\` already`,
  why: "A name stands for one thing of its kind, or nobody could tell which of the two is meant where it is used.",
  fix: "Give one of the two another name. What differs little is shorter as a variant: `model B = A with { ... }`.",
  bad: sampleModel() + sampleModel(),
  good: sampleModel() + sampleModel().replace("Tiny", "Small"),
});
