import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const circular_const = defineDiagnostic<{ readonly name: string }>({
  name: "circular_const",
  severity: "error",
  message: ({ name }) => `\`${name}\` leads back to itself, so it has no value`,
  why: "A constant is worked out from numbers and other constants; somewhere that has to end.",
  fix: "Give one constant of the circle a value of its own.",
  bad: `const width = half * 2
const half = width / 2
${sampleModel("flatten(); fc1 = linear(width); fc2 = linear(2)")}`,
  good: `const width = half * 2
const half = 8
${sampleModel("flatten(); fc1 = linear(width); relu(); fc2 = linear(2)")}`,
});
