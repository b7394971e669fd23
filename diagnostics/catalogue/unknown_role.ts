import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly name: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

export const unknown_role = defineDiagnostic<About>({
  name: "unknown_role",
  severity: "error",
  message: ({ name }) => `\`${name}\` is no type of value`,
  help: ({ nearest, known }) =>
    nearest === undefined
      ? `the types are ${known.map((each) => `\`${each}[...]\``).join(", ")}`
      : `did you mean \`${nearest}\`?`,
  why: "The type of an input or output says what its numbers mean; from that the compiler knows what may be done with it.",
  fix: "Write `image[channels, height, width]`, `features[channels, height, width]`, `vector[size]` or `points[count]`.",
  bad: sampleModel().replace("image[", "imag["),
  good: sampleModel(),
});
