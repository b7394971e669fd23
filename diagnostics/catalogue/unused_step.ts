import { defineDiagnostic } from "../define.ts";

interface About {
  readonly step: string;
}

const model = (from: string) => `model Small {
  input image: image[1, 12, 16] in 0..1
  flatten()
  fc1 = linear(2)
  squashed = sigmoid()
  output nose: points[1] from ${from}
}
`;

export const unused_step = defineDiagnostic<About>({
  name: "unused_step",
  severity: "warning",
  message: ({ step }) => `nothing uses the result of \`${step}\``,
  why: "A step whose result reaches no output changes nothing: its weights, if it has any, are never trained, and the time it takes is lost.",
  fix: "Take its result (`output … from`, `add(…)`), or remove the step.",
  bad: model("fc1"),
  good: model("squashed"),
});
