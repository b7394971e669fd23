import { defineDiagnostic } from "../define.ts";
import { sampleData } from "./sample-specs.ts";

export const unknown_split = defineDiagnostic<{ readonly name: string }>({
  name: "unknown_split",
  severity: "error",
  message: ({ name }) => `\`augment ${name}\`: only \`train\` can be augmented`,
  why: "Random changes make more of the examples that a network learns from. What it is measured by stays as it is, or two measurements could not be compared.",
  fix: "Write `augment train { ... }`.",
  bad: sampleData.replace("grayscale()", "augment validation { grayscale() }; grayscale()"),
  good: sampleData,
});
