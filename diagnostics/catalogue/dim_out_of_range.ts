import { defineDiagnostic } from "../define.ts";

interface About {
  readonly op: string;
  readonly dim: number;
  /** The highest that there is. */
  readonly last: number;
  readonly shape: string;
}

const model = (dim: number) => `model Small {
  input image: image[3, 8, 8] in 0..1
  softmax(dim: ${dim})
  output maps: features[3, 8, 8]
}
`;

export const dim_out_of_range = defineDiagnostic<About>({
  name: "dim_out_of_range",
  severity: "error",
  message: ({ op, dim, last, shape }) =>
    dim === 0
      ? `dim 0 is the batch, over which ${op} can't go; the axes of ${shape} are dims 1 to ${last}`
      : `${shape} has no dim ${dim}; its axes are dims 1 to ${last}, or -${last} to -1 from the end`,
  why: "Axes are counted as in PyTorch: dim 0 is the batch, although shapes leave it out here, and negative numbers count from the end.",
  fix: "Write 1 for the first axis that the shape shows, the channels of feature maps, or -1 for the last.",
  bad: model(4),
  good: model(1),
});
