import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const clashing_edits = defineDiagnostic<{ readonly path: string }>({
  name: "clashing_edits",
  severity: "error",
  message: ({ path }) => `two edits of this variant change \`${path}\``,
  why: "The edits of a variant have no order: what they say has to hold at once.",
  fix: "Make one edit of the two.",
  bad: `${sampleModel("flatten(); tanh1 = tanh(); fc = linear(2)")}
model Other = Tiny with { remove tanh1; replace tanh1 { sigmoid1 = sigmoid() } }
`,
  good: `${sampleModel("flatten(); tanh1 = tanh(); fc = linear(2)")}
model Other = Tiny with { replace tanh1 { sigmoid1 = sigmoid() } }
`,
});
