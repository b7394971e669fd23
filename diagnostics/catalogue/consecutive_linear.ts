import { defineDiagnostic } from "../define.ts";

interface About {
  readonly first: string;
  readonly second: string;
}

const model = (between: string) => `model Small {
  input image: image[1, 12, 16] in 0..1
  flatten()
  fc1 = linear(240)
${between}  fc2 = linear(2)
  output nose: points[1]
}
`;

export const consecutive_linear = defineDiagnostic<About>({
  name: "consecutive_linear",
  severity: "note",
  message: ({ first, second }) =>
    `\`${second}\` follows \`${first}\` with nothing between, so the two can do no more than one`,
  why: "A weighted sum of weighted sums is a weighted sum. Without a step between that bends the numbers, such as `relu()`, two linear steps compute what one could, with more weights. A first step that narrows (`linear(16)` of 480) is left alone: that factorises one large matrix into two small ones.",
  fix: "Put an activation between the two, or keep the last one only.",
  bad: model(""),
  good: model("  relu1 = relu()\n"),
});
