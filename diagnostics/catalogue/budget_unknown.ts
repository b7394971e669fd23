import { defineDiagnostic } from "../define.ts";

const spec = (measure: string) => `model Open {
  input image: image[1, H, 8] in 0..1
  budget { ${measure} <= 10_000 }
  conv1 = conv2d(2, kernel: 3, padding: 1)
  output maps: features[2, A, B]
}
`;

export const budget_unknown = defineDiagnostic<{ readonly measure: string; readonly is: string }>({
  name: "budget_unknown",
  severity: "error",
  message: ({ measure, is }) => `\`${measure}\` comes to ${is}, so whether the budget is kept is not known`,
  why: "A budget can only be kept where what it measures is a number. A size that is a letter can be anything, and behind a step such as `linear` each number sees all of the picture.",
  fix: "Write numbers for the sizes of the input, or leave the contract out.",
  bad: spec("multiply_adds"),
  good: spec("parameters"),
});
