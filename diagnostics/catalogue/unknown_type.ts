import { defineDiagnostic } from "../define.ts";

interface About {
  readonly name: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

const sized = (type: string) => `model Tiny(size: ${type} = 8) {
  input image: image[1, size, size] in 0..1
  flatten()
  fc = linear(2)
  output nose: points[1]
}
`;

export const unknown_type = defineDiagnostic<About>({
  name: "unknown_type",
  severity: "error",
  message: ({ name }) => `\`${name}\` is no type of a parameter`,
  help: ({ nearest, known }) =>
    nearest === undefined
      ? `the types are ${known.map((each) => `\`${each}\``).join(", ")}`
      : `did you mean \`${nearest}\`?`,
  why: "Parameters are typed, so that a wrong argument is found where it is written and not where its value is used.",
  fix: "Write one of `int`, `float`, `bool`, `string` and `block`.",
  bad: sized("integer"),
  good: sized("int"),
});
