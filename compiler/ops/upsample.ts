import { upsample_to } from "../../diagnostics/catalogue/upsample_to.ts";
import { type Dim, mulDim, productOf } from "../ir/dim.ts";
import { choice, pair } from "../ir/parameters.ts";
import { batchSize } from "../ir/program.ts";
import { defineOp } from "./op.ts";
import { repeatedPixels, resampled } from "./resample-rules.ts";
import { featuresProblem, type Pair } from "./sliding-window.ts";
import { numberOrTuple, pythonFloat, pythonTuple } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

type UpsampleParameters = {
  readonly size?: Pair;
  readonly scale_factor?: Pair;
  readonly mode: "nearest" | "bilinear";
};

export const upsample = defineOp<UpsampleParameters>({
  name: "upsample",
  doc: `Resamples feature maps [C, H, W] to another height and width; as PyTorch's \`Upsample\`.

\`nearest\` repeats pixels; \`bilinear\` draws straight lines between pixel centres (PyTorch's \`align_corners=False\`). A smaller
\`size\` is possible; it takes samples and averages nothing.`,
  parameters: {
    size: pair({ doc: "Height and width that result.", minimum: 1, default: null }),
    scale_factor: pair({ doc: "How many times as high and as wide the result is.", minimum: 1, default: null }),
    mode: choice({ doc: "How numbers between pixels come about.", of: ["nearest", "bilinear"], default: "nearest" }),
  },
  inputs: 1,
  shape([input], { size, scale_factor: scale }) {
    const problem = featuresProblem("upsample", input!);
    if (problem !== undefined) return problem;
    const [channels, height, width] = input!;
    if (size !== undefined && scale === undefined) return [channels!, ...size];
    if (size === undefined && scale !== undefined)
      return [channels!, mulDim(height!, scale[0]), mulDim(width!, scale[1])];
    const given = size === undefined ? "neither" : "both";
    return { problem: (at) => upsample_to.at(at.place, { given }) };
  },
  range: ([input]) => input!,
  role: derived,
  weights: () => [],
  multiplyAdds: (_inputs, output, { mode }): Dim => (mode === "nearest" ? 0 : mulDim(productOf(output), 4)),
  // How far a number sees depends on the size that flows in, where only the size that results is said.
  window({ scale_factor: scale, mode }) {
    const seen = mode === "nearest" ? 1 : 2;
    return scale && { extent: [seen, seen], stride: [1 / scale[0], 1 / scale[1]] };
  },
  lower(b, { inputs: [x], parameters: { scale_factor: scale, mode }, shape }) {
    if (scale !== undefined && mode === "nearest") return repeatedPixels(b, x!, scale);
    return resampled(b, x!, mode, [batchSize, ...shape]);
  },
  torch(_inputs, { size, scale_factor: scale, mode }) {
    const to = size === undefined ? `scale_factor=${factorText(scale!)}` : `size=${numberOrTuple(size)}`;
    return `Upsample(${to}, mode='${mode}')`;
  },
  examples: {
    good: [
      { call: "upsample(scale_factor: 2)", inputs: [[2, 2, 3]] },
      { call: "upsample(scale_factor: [2, 3], mode: bilinear)", inputs: [[2, 2, 3]] },
      { call: "upsample(size: [5, 2])", inputs: [[2, 2, 3]] },
      { call: "upsample([5, 3], mode: bilinear)", inputs: [[1, 2, 3]] },
    ],
    bad: [
      { call: "upsample(scale_factor: 2)", inputs: [[480]] },
      { call: "upsample()", inputs: [[2, 4, 4]] },
      { call: "upsample(2, scale_factor: 2)", inputs: [[2, 4, 4]] },
    ],
  },
});

/** `2.0`, and `(2.0, 3.0)` where they differ. */
function factorText([down, across]: Pair): string {
  return down === across ? pythonFloat(down) : pythonTuple([down, across].map(pythonFloat));
}
