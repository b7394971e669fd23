import { defineDiagnostic } from "../define.ts";
import { sampleData } from "./sample-specs.ts";

interface About {
  readonly model: string;
  readonly examples: string;
  /** `H = 8, W = 8: the window of conv2d spans 9 pixels, more than the height of 8, at conv1`. */
  readonly refused: string;
  /** `H, W at least 9`. */
  readonly admitted: string | undefined;
}

const spec = (kernel: number) => `${sampleData}
model Open {
  input image: image[1, H, W] in 0..1 @allow(open_sizes)
  conv1 = conv2d(4, kernel: ${kernel})
  adaptive_avgpool2d(1); flatten(); fc = linear(2)
  output nose: points[1]
}

experiment Nose {
  model: Open
  data: Noses
  loss: mse()
  optimizer: adam(lr: 1e-3)
  epochs: 3
  batch: 8
}
`;

export const size_not_admitted = defineDiagnostic<About>({
  name: "size_not_admitted",
  severity: "error",
  message: ({ model, examples, refused }) => `\`${model}\` can't take what \`${examples}\` gives: with ${refused}`,
  help: ({ admitted, model }) => (admitted === undefined ? undefined : `\`${model}\` takes ${admitted}`),
  why: "A model that leaves sizes open, as in `image[1, H, W]`, takes the sizes of the pictures that the examples deliver, and not every size passes through all of its steps.",
  fix: "Resize the pictures to a size that the model takes, or change the step that refuses this one.",
  bad: spec(9),
  good: spec(8),
});
