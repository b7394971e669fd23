import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const misplaced_call = defineDiagnostic<{ readonly name: string }>({
  name: "misplaced_call",
  severity: "error",
  message: ({ name }) => `\`${name}(...)\` is a call, and here a plain value is meant`,
  why: "Steps follow each other in a body; they don't stand inside each other. The values of arguments are numbers, names, lists and calculations.",
  fix: "Make the call a step of its own, on the line before.",
  bad: sampleModel("flatten(); fc = linear(relu())"),
  good: sampleModel("flatten(); tanh(); fc = linear(2)"),
});
