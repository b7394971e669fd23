import { defineDiagnostic } from "../define.ts";

const halved = (size: string) => `model Tiny {
  input image: features[4, ${size}, 8]
  pad1 = conv2d(1 + ${size} / 2, kernel: 1)
  output maps: features[D, ${size}, 8]
}
`;

export const undecided_value = defineDiagnostic<Readonly<Record<string, never>>>({
  name: "undecided_value",
  severity: "error",
  message: () => "this has no value that holds for every size",
  why: "A size that a model leaves open is any whole number. Half of it, or what remains of it, is one for some sizes only.",
  fix: "Write the size as a number, or calculate from what is known.",
  bad: halved("H"),
  good: halved("8"),
});
