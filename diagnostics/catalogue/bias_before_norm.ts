import { defineDiagnostic } from "../define.ts";

const model = (bias: string) => `model Small {
  input image: image[1, 8, 8] in 0..1
  conv1 = conv2d(4, kernel: 3${bias})
  bn1   = batchnorm()
  output maps: features[4, 6, 6]
}
`;

export const bias_before_norm = defineDiagnostic<{ readonly step: string; readonly norm: string }>({
  name: "bias_before_norm",
  severity: "note",
  message: ({ step, norm }) => `the bias of \`${step}\` does nothing: \`${norm}\` takes the mean out again`,
  why: "Batch normalisation subtracts each channel's mean, and with it whatever number was added to the channel before. It has a bias of its own.",
  fix: "Write `bias: false`. Where weights of another network need the bias, say `@allow(bias_before_norm)`.",
  bad: model(""),
  good: model(", bias: false"),
});
