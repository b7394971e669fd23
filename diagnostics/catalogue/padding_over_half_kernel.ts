import { defineDiagnostic } from "../define.ts";

interface About {
  readonly op: string;
  readonly padding: number;
  readonly kernel: number;
}

const model = (padding: number) => `model Small {
  input image: image[1, 9, 9] in 0..1
  maxpool2d(3, padding: ${padding})
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const padding_over_half_kernel = defineDiagnostic<About>({
  name: "padding_over_half_kernel",
  severity: "error",
  message: ({ op, padding, kernel }) => `the padding of ${op} is ${padding}, more than half of its kernel of ${kernel}`,
  help: ({ kernel }) => `at most ${Math.floor(kernel / 2)}`,
  why: "A window could lie in the padding alone, where there is nothing to pool. PyTorch refuses it too.",
  fix: "Make the padding at most half of the kernel.",
  bad: model(2),
  good: model(0),
});
