import { defineDiagnostic } from "../define.ts";

interface About {
  /** Features as the call says. */
  readonly written: string;
  /** Features that flow in. */
  readonly actual: string;
  readonly out: string;
}

const model = (features: string) => `model Small {
  input image: image[1, 4, 4] in 0..1
  flatten()
  fc1 = linear(${features})
  output nose: points[1]
}
`;

export const linear_in_features = defineDiagnostic<About>({
  name: "linear_in_features",
  severity: "error",
  message: ({ written, actual }) => `linear is written for ${written} input features, but ${actual} flow in`,
  help: ({ actual, out }) => `write \`${out}\`, or \`${actual} -> ${out}\``,
  why: "A linear step has one weight for every pair of an input and an output, so its inputs have to be as many as the step above delivers. After a `flatten()` that is channels x height x width.",
  fix: "Leave the input features out, since they follow from the step above, or correct the number before `->`.",
  bad: model("15 -> 2"),
  good: model("16 -> 2"),
});
