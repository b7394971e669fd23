import { defineDiagnostic } from "../define.ts";

const sized = (p: string) => `model Tiny {
  input image: image[1, H, 8] in 0..1
  dropout2d(p: ${p})
  conv1 = conv2d(1, kernel: 1)
  output maps: features[1, H, 8]
}
`;

export const needs_known_number = defineDiagnostic<{ readonly what: string; readonly is: string }>({
  name: "needs_known_number",
  severity: "error",
  message: ({ what, is }) => `\`${what}\` has to be a number, and ${is} stays open`,
  why: "Only sizes may be letters. Everything else is settled before the model runs.",
  fix: "Write a number.",
  bad: sized("H"),
  good: sized("0.5"),
});
