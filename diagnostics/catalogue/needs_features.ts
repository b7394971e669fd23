import { defineDiagnostic } from "../define.ts";

const model = (before: string) => `model Small {
  input image: image[1, 8, 8] in 0..1
${before}  maxpool2d(2)
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const needs_features = defineDiagnostic<{ readonly op: string; readonly shape: string }>({
  name: "needs_features",
  severity: "error",
  message: ({ op, shape }) => `${op} takes feature maps [channels, height, width], but ${shape} flows in`,
  why: "Convolutions, pools and channel dropout work on channels of a height and a width. A vector has no such axes any more.",
  fix: "Move the step above the `flatten()`, or give the value three axes with `reshape`.",
  bad: model("  flatten()\n"),
  good: model(""),
});
