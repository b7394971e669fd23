import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

interface About {
  /** `model`. */
  readonly kind: string;
  /** `a model`. */
  readonly meant: string;
  readonly name: string;
  /** What there is of that name: `a set of examples`. */
  readonly is: string | undefined;
  readonly nearest: string | undefined;
}

export const unknown_declaration = defineDiagnostic<About>({
  name: "unknown_declaration",
  severity: "error",
  message: ({ kind, meant, name, is }) =>
    is === undefined ? `there is no ${kind} named \`${name}\`` : `\`${name}\` is ${is}, and ${meant} is meant here`,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "What a declaration builds on has to be declared in the same file.",
  fix: "Correct the name, or declare what is missing.",
  bad: sampleSpec().replace("data: Noses", "data: Nose"),
  good: sampleSpec(),
});
