import { defineDiagnostic } from "../define.ts";

const model = (call: string) => `model Small {
  input image: image[1, 8, 8] in 0..1
  upsample(${call})
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const upsample_to = defineDiagnostic<{ readonly given: "both" | "neither" }>({
  name: "upsample_to",
  severity: "error",
  message: ({ given }) => `upsample is given ${given} of size and scale_factor; it takes one of them`,
  why: "Either the height and width that result are said, or how many times larger they become.",
  fix: "Write `upsample(scale_factor: 2)`, or `upsample(size: [60, 80])`.",
  bad: model("mode: bilinear"),
  good: model("scale_factor: 2, mode: bilinear"),
});
