import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const unknown_step = defineDiagnostic<{ readonly name: string; readonly nearest: string | undefined }>({
  name: "unknown_step",
  severity: "error",
  message: ({ name }) => `there is no step named \`${name}\``,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "A model is made of the compiler's ops and of blocks that its file declares.",
  fix: "Correct the name. The reference of ops lists them all; they are named as PyTorch's modules are, in lower case.",
  bad: sampleModel("flatten(); fc = liner(2)"),
  good: sampleModel("flatten(); fc = linear(2)"),
});
