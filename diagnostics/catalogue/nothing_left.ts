import { defineDiagnostic } from "../define.ts";

interface About {
  readonly op: string;
  readonly axis: "height" | "width";
  readonly size: string;
  readonly padding: number;
}

const model = (padding: number) => `model Small {
  input image: image[1, 3, 3] in 0..1
  up = conv_transpose2d(4, kernel: 2, padding: ${padding})
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const nothing_left = defineDiagnostic<About>({
  name: "nothing_left",
  severity: "error",
  message: ({ op, axis, size, padding }) =>
    `nothing is left of a ${axis} of ${size}: ${op} takes ${padding} away on each side for its padding`,
  why: "The `padding` of a transposed convolution is what the convolution that it undoes had added, so it is taken away from the result.",
  fix: "Make `padding` smaller, or the kernel or stride larger.",
  bad: model(2),
  good: model(1),
});
