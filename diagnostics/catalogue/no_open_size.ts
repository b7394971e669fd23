import { defineDiagnostic } from "../define.ts";

interface About {
  readonly input: string;
  /** Letters that nothing can stand for. */
  readonly letters: readonly string[];
  /** All sizes up to this one were tried. */
  readonly bound: number;
  readonly refused: string | undefined;
}

const model = (steps: string) => `model Joined {
  input image: image[4, H, W] in 0..1
  ${steps}
  add(image)
  output maps: features[4, H, W]
}
`;

export const no_open_size = defineDiagnostic<About>({
  name: "no_open_size",
  severity: "error",
  message: ({ input, letters, bound, refused }) =>
    `\`${input}\` takes no ${letters.join(" and ")} at all, up to ${bound}${refused === undefined ? "" : `. With ${refused}`}`,
  why: "The sizes that the model leaves open must leave something to choose. Here the steps ask for what no size can give, such as two values to be joined of which one is always smaller.",
  fix: "See which step refuses the sizes in the message, and make the shapes meet there: by padding, or by a crop in the other branch.",
  bad: model("avgpool2d(2); upsample(scale_factor: 2); pad(1)"),
  good: model("conv1 = conv2d(4, kernel: 3, padding: 1)"),
});
