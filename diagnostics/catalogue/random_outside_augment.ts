import { defineDiagnostic } from "../define.ts";
import { examplesWith } from "./sample-examples.ts";

export const random_outside_augment = defineDiagnostic<{ readonly transform: string }>({
  name: "random_outside_augment",
  severity: "error",
  message: ({ transform }) => `${transform} draws at random, so it has its place in \`augment train\``,
  why: "Outside of `augment train` a step reaches validation examples too, and figures that are measured on examples that vary by chance can't be compared, neither between epochs nor between runs.",
  fix: "Write the step in `augment train { ... }`.",
  bad: examplesWith(["shift(10%)", "resize(60, 80)"]),
  good: examplesWith(["augment train { shift(10%) }", "resize(60, 80)"]),
});
