import { defineDiagnostic } from "../define.ts";

const sized = (parameter: string) => `model Tiny(${parameter}) {
  input image: image[1, size, size] in 0..1
  flatten()
  fc = linear(2)
  output nose: points[1]
}
`;

export const missing_default = defineDiagnostic<{ readonly name: string }>({
  name: "missing_default",
  severity: "error",
  message: ({ name }) => `the parameter \`${name}\` of a model needs a default value`,
  why: "Nobody calls a model, so nobody else gives its parameters their values. A block is called, and takes arguments.",
  fix: "Write a default: `size: int = 8`. A variant can set another one.",
  bad: sized("size: int"),
  good: sized("size: int = 8"),
});
