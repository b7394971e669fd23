import { defineDiagnostic } from "../define.ts";

interface About {
  readonly op: string;
}

const model = (p: string) => `model Small {
  input image: image[1, 12, 16] in 0..1
  flatten()
  fc1 = linear(64)
  relu1 = relu()
  drop = dropout(p: ${p})
  fc2 = linear(2)
  output nose: points[1]
}
`;

export const idle_dropout = defineDiagnostic<About>({
  name: "idle_dropout",
  severity: "note",
  message: ({ op }) => `${op} with a probability of 0 drops nothing`,
  why: "It changes no number, in training or later. A probability of 0 is a useful thing to try in one run (`--set`), but in a spec it reads as if something were dropped.",
  fix: "Write the probability that is meant, or remove the step.",
  bad: model("0"),
  good: model("0.2"),
});
