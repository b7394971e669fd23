import { defineDiagnostic } from "../define.ts";

const model = (before: string) => `model Small {
  input image: image[1, 4, 4] in 0..1
${before}  fc1 = linear(2)
  output nose: points[1]
}
`;

export const needs_vector = defineDiagnostic<{ readonly op: string; readonly shape: string }>({
  name: "needs_vector",
  severity: "error",
  message: ({ op, shape }) => `${op} takes a vector, but ${shape} flows in`,
  help: () => "put `flatten()` above it",
  why: "PyTorch's `Linear` would work on the last axis alone, here the width of the maps, which is hardly ever meant.",
  fix: "Put `flatten()` above the step.",
  bad: model(""),
  good: model("  flatten()\n"),
});
