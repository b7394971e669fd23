import { defineDiagnostic } from "../define.ts";

interface About {
  readonly range: string;
}

const model = (second: string) => `model Small {
  input image: image[1, 12, 16] in -1..1
  conv1 = conv2d(4, kernel: 3)
  relu1 = relu()
  pool1 = maxpool2d(2)
${second}  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const idle_relu = defineDiagnostic<About>({
  name: "idle_relu",
  severity: "note",
  message: ({ range }) => `relu changes nothing here: the numbers that flow in lie in ${range} already`,
  why: "`relu` turns negative numbers into 0. Where an earlier step leaves none, as another relu or a sigmoid does, it has nothing to do, and another step was probably meant.",
  fix: "Remove it, or put it after a step with weights.",
  bad: model("  relu2 = relu()\n"),
  good: model(""),
});
