import { defineDiagnostic } from "../define.ts";

interface About {
  readonly output: string;
  /** `points[68]`. */
  readonly declared: string;
  readonly declaredCount: string;
  /** `[116]`. */
  readonly found: string;
  readonly foundCount: string;
  /** Step whose result flows in. */
  readonly value: string;
}

const model = (width: number) => `model Small {
  input image: image[1, 12, 16] in 0..1
  flatten()
  fc1 = linear(${width})
  output landmarks: points[58]
}
`;

export const output_type_mismatch = defineDiagnostic<About>({
  name: "output_type_mismatch",
  severity: "error",
  message: ({ output, declared, declaredCount, found, foundCount, value }) =>
    declaredCount === foundCount
      ? `output \`${output}\` is declared ${declared}, but \`${value}\` gives ${found}`
      : `output \`${output}\` is declared ${declared}, ${declaredCount} numbers, but \`${value}\` gives ${found}, ${foundCount} numbers`,
  why: "What an output is declared to be is what the rest of the experiment relies on: the loss, the pictures of predictions and whoever loads the model. Points may come as a vector x, y, x, y, …; everything else comes in the declared shape.",
  fix: "Change the last step so that it gives what is declared, two numbers a point, or change the declaration.",
  bad: model(136),
  good: model(116),
});
