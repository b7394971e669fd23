import { defineDiagnostic } from "../define.ts";
import { nearestOrListed } from "./known-names.ts";
import { sampleSpec } from "./sample-specs.ts";

interface About {
  readonly name: string;
  /** `experiment`, or the property whose part is meant. */
  readonly of: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
  /** A property whose call has an argument of this name, and how that is written. */
  readonly inside?: { readonly property: string; readonly form: string } | undefined;
}

export const unknown_property = defineDiagnostic<About>({
  name: "unknown_property",
  severity: "error",
  message: ({ name, of }) => `\`${of}\` has no \`${name}\``,
  help: ({ nearest, known, inside }) => {
    if (inside !== undefined) return `it belongs to the ${inside.property}: \`${inside.form}\``;
    return known.length === 0 ? undefined : nearestOrListed(nearest, known, "it has");
  },
  why: "A property that nobody knows would change nothing, and its writer would not notice.",
  fix: "Correct the name, or remove the property.",
  bad: sampleSpec("epochs: 3; sed: 1"),
  good: sampleSpec("epochs: 3; seed: 1"),
});
