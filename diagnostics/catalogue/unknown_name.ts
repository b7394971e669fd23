import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const unknown_name = defineDiagnostic<{ readonly name: string; readonly nearest: string | undefined }>({
  name: "unknown_name",
  severity: "error",
  message: ({ name }) => `\`${name}\` stands for nothing here`,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "In a calculation a name is a constant, a parameter, a letter of an input's sizes, or the `count` of a keypoint scheme.",
  fix: "Correct the name, or declare it: `const width = 240`.",
  bad: `const width = 240
${sampleModel("flatten(); fc1 = linear(widht); fc2 = linear(2)")}`,
  good: `const width = 240
${sampleModel("flatten(); fc1 = linear(width); relu(); fc2 = linear(2)")}`,
});
