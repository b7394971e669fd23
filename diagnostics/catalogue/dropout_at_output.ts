import { defineDiagnostic } from "../define.ts";

interface About {
  readonly step: string;
  readonly output: string;
}

const model = (steps: readonly string[]) => `model Small {
  input image: image[1, 12, 16] in 0..1
  flatten()
  fc1 = linear(64)
  relu1 = relu()
${steps.map((step) => `  ${step}\n`).join("")}  output nose: points[1]
}
`;

export const dropout_at_output = defineDiagnostic<About>({
  name: "dropout_at_output",
  severity: "warning",
  message: ({ step, output }) => `\`${step}\` drops numbers of the output \`${output}\` itself`,
  why: "Dropout makes a network rely on many numbers instead of few, since the steps after it must do without some. After the last step there is none left to make up for it: in training, coordinates become 0 at random, and the loss measures that.",
  fix: "Put the dropout before the last step with weights.",
  bad: model(["fc2 = linear(2)", "drop = dropout(p: 0.2)"]),
  good: model(["drop = dropout(p: 0.2)", "fc2 = linear(2)"]),
});
