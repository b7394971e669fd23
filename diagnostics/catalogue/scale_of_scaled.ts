import { defineDiagnostic } from "../define.ts";

interface About {
  readonly from: { readonly low: number; readonly high: number };
  readonly to: { readonly low: number; readonly high: number };
}

const faces = (steps: string) => `keypoints Imm58 { count: 58 }
dataset Faces { source: imm("data/imm"); keypoints: Imm58; split: by_person(train: 1..32, validation: 33..40) }
examples Small from Faces {
  resize(60, 80)
  ${steps}
}
`;

export const scale_of_scaled = defineDiagnostic<About>({
  name: "scale_of_scaled",
  severity: "error",
  message: ({ from }) => `scale maps 0..1, but the picture's numbers lie in ${from.low}..${from.high} already`,
  why: "`scale` reads the numbers of a picture as shares of full brightness, 0..1, as they come from the file. Applied to numbers of another range it would give a third range, not the one written.",
  fix: "Keep one `scale`, with the range that the network wants, as the last step.",
  bad: faces("scale(-1..1)\n  scale(-0.5..0.5)"),
  good: faces("scale(-0.5..0.5)"),
});
