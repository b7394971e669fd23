import { defineDiagnostic } from "../define.ts";
import { nearestOrListed } from "./known-names.ts";
import { sampleData } from "./sample-specs.ts";

interface About {
  readonly name: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

export const unknown_transform = defineDiagnostic<About>({
  name: "unknown_transform",
  severity: "error",
  message: ({ name }) => `there is no transform named \`${name}\``,
  help: ({ nearest, known }) => nearestOrListed(nearest, known),
  why: "The steps of an examples declaration turn a picture and its points into what the network sees.",
  fix: "Correct the name. The reference of transforms lists them all.",
  bad: sampleData.replace("grayscale()", "greyscale()"),
  good: sampleData,
});
