import { defineDiagnostic } from "../define.ts";

interface About {
  readonly padding: number;
  readonly stride: number;
}

const model = (padding: number) => `model Small {
  input image: image[1, 8, 8] in 0..1
  up = conv_transpose2d(4, kernel: 2, stride: 2, output_padding: ${padding})
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const output_padding_too_large = defineDiagnostic<About>({
  name: "output_padding_too_large",
  severity: "error",
  message: ({ padding, stride }) => `an output_padding of ${padding} is not less than the stride of ${stride}`,
  why: "`output_padding` chooses among the sizes that a convolution of this stride would shrink to the same size, and there are only `stride` of them.",
  fix: "Make `output_padding` smaller than `stride`; to add more rows and columns, put a `pad` behind.",
  bad: model(2),
  good: model(1),
});
