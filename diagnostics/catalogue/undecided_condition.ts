import { defineDiagnostic } from "../define.ts";

const sized = (condition: string) => `model Tiny {
  input image: image[1, H, 8] in 0..1
  conv1 = conv2d(if ${condition} then 1 else 2, kernel: 1)
  output maps: features[1, H, 8]
}
`;

export const undecided_condition = defineDiagnostic<{ readonly left: string; readonly right: string }>({
  name: "undecided_condition",
  severity: "error",
  message: ({ left, right }) => `how ${left} and ${right} compare depends on a size that is open`,
  why: "What a model consists of has to be settled before anything runs. A size that is a letter can be anything.",
  fix: "Write a number in place of the letter, or leave the condition out.",
  bad: sized("H > 100"),
  good: sized("H == H"),
});
