import { defineDiagnostic } from "../define.ts";
import { sampleExperiment } from "./sample-specs.ts";

interface About {
  readonly kind: string;
  readonly name: string;
  /** What there is of that name, of another kind. */
  readonly is: string | undefined;
  readonly nearest: string | undefined;
}

export const unknown_declaration = defineDiagnostic<About>({
  name: "unknown_declaration",
  severity: "error",
  message: ({ kind, name, is }) =>
    is === undefined
      ? `there is no ${kind} named \`${name}\``
      : `\`${name}\` is declared as \`${is}\`, not as \`${kind}\``,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "What a declaration builds on has to be declared in the same file.",
  fix: "Correct the name, or declare what is missing.",
  bad: sampleExperiment().replace("data: Noses", "data: Nose"),
  good: sampleExperiment(),
});
