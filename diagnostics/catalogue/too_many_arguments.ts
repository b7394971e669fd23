import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const too_many_arguments = defineDiagnostic<{ readonly callee: string; readonly names: readonly string[] }>({
  name: "too_many_arguments",
  severity: "error",
  message: ({ callee, names }) =>
    names.length === 0 ? `\`${callee}\` takes no arguments` : `\`${callee}\` takes at most ${names.length} arguments`,
  help: ({ names }) => (names.length === 0 ? undefined : `they are ${names.map((name) => `\`${name}\``).join(", ")}`),
  why: "An argument that belongs to no parameter would change nothing.",
  fix: "Remove it, or name the parameter that is meant.",
  bad: sampleModel("flatten(); tanh(0.1); fc = linear(2)"),
  good: sampleModel("flatten(); tanh(); fc = linear(2)"),
});
