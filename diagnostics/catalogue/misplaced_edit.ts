import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

export const misplaced_edit = defineDiagnostic<{ readonly edit: string; readonly of: string }>({
  name: "misplaced_edit",
  severity: "error",
  message: ({ edit, of }) =>
    `\`${edit}\` changes steps, and a variant of this kind (\`${of}\`) has properties: use \`set\``,
  why: "Models and examples are made of steps, which can be replaced, inserted, appended, renamed and removed. Everything else is made of properties, which can be set.",
  fix: "Write `set property: value`.",
  bad: `${sampleSpec()}
experiment Longer = Nose with { remove epochs }
`,
  good: `${sampleSpec()}
experiment Longer = Nose with { set epochs: 30 }
`,
});
