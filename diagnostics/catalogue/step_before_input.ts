import { defineDiagnostic } from "../define.ts";

export const step_before_input = defineDiagnostic<Record<string, never>>({
  name: "step_before_input",
  severity: "error",
  message: () => "nothing flows into this step: the model's input stands below it",
  why: "Each step takes what flows out of the one above it, and the first takes the input.",
  fix: "Move the input above the first step.",
  bad: `model Tiny {
  flatten()
  input image: image[1, 8, 8] in 0..1
  fc = linear(2)
  output nose: points[1]
}
`,
  good: `model Tiny {
  input image: image[1, 8, 8] in 0..1
  flatten()
  fc = linear(2)
  output nose: points[1]
}
`,
});
