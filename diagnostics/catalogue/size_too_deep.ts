import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

const halved = (times: number): string => `model Deep {
  input image: image[1, H, 8] in 0..1
  half = repeat i in 0..<${times} { maxpool2d([2, 1], stride: [3, 1], padding: [1, 0]) }
  output maps: features[1, A, 8]
}
`;

export const size_too_deep = defineDiagnostic<{ readonly limit: number }>({
  name: "size_too_deep",
  severity: "error",
  message: ({ limit }) => `what becomes of an open size here takes more than ${limit} divisions, one in the other`,
  why: "Sizes that are letters are followed through every step. Behind so many steps that make maps smaller nothing of any picture is left.",
  fix: "Write a number in place of the letter, or use fewer steps with a stride.",
  bad: halved(300),
  good: sampleModel("conv1 = conv2d(4, kernel: 3, stride: 2, padding: 1); flatten(); fc = linear(2)"),
});
