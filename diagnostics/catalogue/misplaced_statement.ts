import { defineDiagnostic } from "../define.ts";
import { sampleData } from "./sample-specs.ts";

export const misplaced_statement = defineDiagnostic<{ readonly what: string; readonly where: string }>({
  name: "misplaced_statement",
  severity: "error",
  message: ({ what, where }) => `\`${what}\` has no place in \`${where}\``,
  why: "Examples are made step by step: each step is a call of a transform. Inputs, outputs, branches and conditions belong to models, and what flows in and out is said outside of repeats, branches and conditions.",
  fix: "Write a transform in examples; move inputs, outputs and budgets to the model's own lines.",
  bad: `${sampleData}
examples Tinted = Noses with { replace grayscale { input image: image[1, 8, 8] } }
`,
  good: `${sampleData}
examples Larger = Noses with { replace resize { resize(16, 16) } }
`,
});
