import { defineDiagnostic } from "../define.ts";

interface About {
  readonly op: string;
  /** Channels as the call says. */
  readonly written: string;
  /** Channels that flow in. */
  readonly actual: string;
  readonly out: string;
}

const model = (channels: string) => `model Small {
  input image: image[1, 8, 8] in 0..1
  conv1 = conv2d(${channels}, kernel: 3, padding: 1)
  output maps: features[4, 8, 8]
}
`;

export const conv_in_channels = defineDiagnostic<About>({
  name: "conv_in_channels",
  severity: "error",
  message: ({ op, written, actual }) => `${op} is written for ${written} input channels, but ${actual} flow in`,
  help: ({ actual, out }) => `write \`${out}\`, or \`${actual} -> ${out}\``,
  why: "A convolution has one slice of weights for each input channel, so their number has to be what the step above delivers.",
  fix: "Leave the input channels out, since they follow from the step above, or correct the number before `->`.",
  bad: model("3 -> 4"),
  good: model("1 -> 4"),
});
