import { defineDiagnostic } from "../define.ts";
import { sampleData } from "./sample-specs.ts";

export const unknown_transform = defineDiagnostic<{ readonly name: string; readonly nearest: string | undefined }>({
  name: "unknown_transform",
  severity: "error",
  message: ({ name }) => `there is no transform named \`${name}\``,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "The steps of an examples declaration turn a picture and its points into what the network sees.",
  fix: "Correct the name. The reference of transforms lists them all.",
  bad: sampleData.replace("grayscale()", "greyscale()"),
  good: sampleData,
});
