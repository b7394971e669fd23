import { defineDiagnostic } from "../define.ts";

interface About {
  readonly input: string;
}

const model = (inputs: string) => `model Small {
${inputs}
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

const image = "  input image: image[1, 12, 16] in 0..1";

export const unused_input = defineDiagnostic<About>({
  name: "unused_input",
  severity: "warning",
  message: ({ input }) => `nothing uses the input \`${input}\``,
  why: "The chain of steps begins at the last input above it. Another input must be taken by name, else what is fed into it changes nothing.",
  fix: "Take it by name in a step or a branch, or remove it.",
  bad: model(`  input mask: image[1, 12, 16] in 0..1\n${image}`),
  good: model(image),
});
