import { defineDiagnostic } from "../define.ts";
import { sampleSpec } from "./sample-specs.ts";

interface About {
  readonly unit: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

export const unknown_unit = defineDiagnostic<About>({
  name: "unknown_unit",
  severity: "error",
  message: ({ unit }) => `there is no unit \`${unit}\``,
  help: ({ nearest, known }) =>
    nearest === undefined
      ? `the units are ${known.map((each) => `\`${each}\``).join(", ")}`
      : `did you mean \`${nearest}\`?`,
  why: "A unit belongs to the number that it stands behind and says what that number measures.",
  fix: "Correct the unit, or leave it out where a plain number is meant.",
  bad: sampleSpec("epochs: 3x"),
  good: sampleSpec("epochs: 3"),
});
