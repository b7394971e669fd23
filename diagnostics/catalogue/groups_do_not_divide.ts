import { defineDiagnostic } from "../define.ts";

interface About {
  readonly groups: string;
  /** `channels that flow in` or `channels that flow out`. */
  readonly what: string;
  readonly channels: string;
}

const model = (groups: number) => `model Small {
  input image: image[4, 8, 8] in 0..1
  conv1 = conv2d(8, kernel: 3, padding: 1, groups: ${groups})
  output maps: features[8, 8, 8]
}
`;

export const groups_do_not_divide = defineDiagnostic<About>({
  name: "groups_do_not_divide",
  severity: "error",
  message: ({ groups, what, channels }) => `${channels} ${what} can't be parted into ${groups} equal groups`,
  why: "Every group has the same number of channels; a convolution also gives each the same number of filters.",
  fix: "Choose a number of groups that divides both the channels that flow in and those that flow out.",
  bad: model(3),
  good: model(2),
});
