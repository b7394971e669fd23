import { defineDiagnostic } from "../define.ts";

const faces = (to: string) => `keypoints Imm58 { count: 58 }
dataset Faces { source: imm("data/imm"); keypoints: Imm58; split: by_person(train: 1..32, validation: 33..40) }
examples Small from Faces {
  resize(60, 80)
  scale(${to})
}
`;

export const empty_interval = defineDiagnostic<{ readonly low: number; readonly high: number }>({
  name: "empty_interval",
  severity: "error",
  message: ({ low, high }) =>
    `the range ${low}..${high} holds no stretch of numbers: its first number must be the smaller`,
  help: ({ low, high }) => (low > high ? `write ${high}..${low}` : undefined),
  why: "A picture scaled to a range of no width is one flat color, and one scaled to a range written the wrong way round is a negative.",
  fix: "Write the smaller number first: `scale(-0.5..0.5)`.",
  bad: faces("0.5..-0.5"),
  good: faces("-0.5..0.5"),
});
