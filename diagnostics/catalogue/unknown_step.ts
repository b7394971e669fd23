import { defineDiagnostic } from "../define.ts";
import { nearestOrListed } from "./known-names.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly name: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

export const unknown_step = defineDiagnostic<About>({
  name: "unknown_step",
  severity: "error",
  message: ({ name }) => `there is no step named \`${name}\``,
  help: ({ nearest, known }) => nearestOrListed(nearest, known),
  why: "A model is made of the compiler's ops and of blocks that its file declares.",
  fix: "Correct the name. The reference of ops lists them all; they are named as PyTorch's modules are, in lower case.",
  bad: sampleModel("flatten(); fc = liner(2)"),
  good: sampleModel("flatten(); fc = linear(2)"),
});
