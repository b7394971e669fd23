import { defineDiagnostic } from "../define.ts";

interface About {
  readonly op: string;
  readonly axis: "height" | "width";
  /** Pixels from the first to the last that the window touches. */
  readonly extent: number;
  readonly size: string;
  readonly padding: number;
}

const model = (kernel: number) => `model Small {
  input image: image[1, 6, 8] in 0..1
  conv1 = conv2d(4, kernel: [${kernel}, 1])
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const window_larger_than_input = defineDiagnostic<About>({
  name: "window_larger_than_input",
  severity: "error",
  message: ({ op, axis, extent, size, padding }) =>
    `the window of ${op} spans ${extent} pixels, more than the ${axis} of ${size}${padding === 0 ? "" : ` with ${padding} of padding on each side`}`,
  why: "Nothing would be left: the window fits nowhere. With dilation a window spans dilation * (kernel - 1) + 1 pixels.",
  fix: "Make the kernel or its dilation smaller, add padding, or pool less above, so that more of the picture is left.",
  bad: model(7),
  good: model(6),
});
