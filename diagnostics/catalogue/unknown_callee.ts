import { defineDiagnostic } from "../define.ts";
import { nearestOrListed } from "./known-names.ts";
import { sampleSpec } from "./sample-specs.ts";

interface About {
  readonly what: "loss" | "optimizer" | "reader" | "split" | "schedule" | "metric" | "way to begin";
  readonly name: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

export const unknown_callee = defineDiagnostic<About>({
  name: "unknown_callee",
  severity: "error",
  message: ({ what, name }) => `there is no ${what} named \`${name}\``,
  help: ({ nearest, known }) => nearestOrListed(nearest, known),
  why: "Losses, optimizers, metrics, schedules, readers and splits come with the compiler; a spec names the one that it uses.",
  fix: "Correct the name. The reference lists them all.",
  bad: sampleSpec().replace("adam(", "adan("),
  good: sampleSpec(),
});
