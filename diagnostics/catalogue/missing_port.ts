import { defineDiagnostic } from "../define.ts";

export const missing_port = defineDiagnostic<{ readonly model: string; readonly port: "input" | "output" }>({
  name: "missing_port",
  severity: "error",
  message: ({ model, port }) => `\`${model}\` has no ${port}`,
  why: "A model says what flows into it and what comes out; the sizes of all steps follow from its input.",
  fix: "Write `input image: image[channels, height, width]` first, and `output points: points[count]` last.",
  bad: `model Tiny {
  input image: image[1, 8, 8] in 0..1
  flatten()
  fc = linear(2)
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
