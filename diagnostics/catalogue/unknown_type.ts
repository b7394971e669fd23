import { defineDiagnostic } from "../define.ts";

interface About {
  readonly name: string;
  readonly known: readonly string[];
  readonly nearest: string | undefined;
}

const block = (type: string) => `block Half(width: ${type}) {
  input x: features[C, H, W]
  conv1 = conv2d(width, kernel: 1)
}
model Tiny {
  input image: image[1, 8, 8] in 0..1
  half = Half(1)
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
  why: "Parameters are typed, so that a wrong argument is found where it is written and not inside the block.",
  fix: "Write one of `int`, `float`, `bool`, `string` and `block`.",
  bad: block("integer"),
  good: block("int"),
});
