import { defineDiagnostic } from "../define.ts";
import { nearestOrListed } from "./known-names.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly callee: string;
  readonly name: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

export const unknown_parameter = defineDiagnostic<About>({
  name: "unknown_parameter",
  severity: "error",
  message: ({ callee, name }) => `\`${callee}\` has no parameter \`${name}\``,
  help: ({ nearest, known }) => (known.length === 0 ? "it has none" : nearestOrListed(nearest, known, "it has")),
  why: "An argument that belongs to no parameter would change nothing, and its writer would not notice.",
  fix: "Correct the name, or remove the argument. The reference lists the parameters.",
  bad: sampleModel("conv1 = conv2d(4, kernal: 3); flatten(); fc = linear(2)"),
  good: sampleModel("conv1 = conv2d(4, kernel: 3); flatten(); fc = linear(2)"),
});
