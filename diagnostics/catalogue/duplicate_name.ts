import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const duplicate_name = defineDiagnostic<{ readonly name: string }>({
  name: "duplicate_name",
  severity: "error",
  message: ({ name }) => `\`${name}\` is taken`,
  why: "A name is the identity of a step: its weights, its random draws and its place in a comparison go by it.",
  fix: "Give the step another name.",
  bad: sampleModel("flatten(); fc = linear(4); fc = linear(2)"),
  good: sampleModel("flatten(); fc1 = linear(4); relu(); fc2 = linear(2)"),
});
