import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly forms: readonly string[];
  readonly nearest: string | undefined;
}

export const unknown_contract = defineDiagnostic<About>({
  name: "unknown_contract",
  severity: "error",
  message: () => "a budget says what it measures, and how much of it there may be: `parameters <= 70_000_000`",
  help: ({ forms, nearest }) =>
    nearest === undefined
      ? `it can measure ${forms.map((form) => `\`${form}\``).join(", ")}`
      : `did you mean \`${nearest}\`?`,
  why: "A budget is a promise that every later change is held to. What can't be measured can't be promised.",
  fix: "Write one of the things that a budget can measure, `<=` or `>=`, and a number.",
  bad: sampleModel("budget { weights <= 1000 }\n  flatten(); fc = linear(2)"),
  good: sampleModel("budget { parameters <= 1000 }\n  flatten(); fc = linear(2)"),
});
