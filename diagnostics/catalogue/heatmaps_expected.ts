import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly loss: string;
  readonly output: string;
  /** As the model declares it. */
  readonly is: string;
  readonly points: string;
}

const withMaps = (name: string, channels: number) =>
  experimentWith({
    body: ["wide = conv2d(2, kernel: 1)", "heat = conv2d(1, kernel: 1)", "soft_argmax2d()"],
    output: `points[1]\n  output map: features[${channels}, 12, 16] from ${name}`,
    properties: { loss: "{ nose: mse(), map: gaussian_heatmap() }" },
  });

export const heatmaps_expected = defineDiagnostic<About>({
  name: "heatmaps_expected",
  severity: "error",
  message: ({ loss, output, is, points }) =>
    `\`${loss}\` compares heatmaps [${points}, H, W], but \`${output}\` is ${is}`,
  why: "The loss draws a hill for each point and compares it with the heatmap of that point, so there has to be one map for each.",
  fix: "Name an output of as many maps as the examples have points, or another loss for this one.",
  bad: withMaps("wide", 2),
  good: withMaps("heat", 1),
});
