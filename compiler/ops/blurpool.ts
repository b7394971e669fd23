import { addDim, floorDivDim, mulDim, productOf } from "../ir/dim.ts";
import { int } from "../ir/parameters.ts";
import { conv2d } from "../primitives/conv2d.ts";
import { pad2d } from "../primitives/pad2d.ts";
import { defineOp } from "./op.ts";
import { reflectionProblem } from "./reflection-rules.ts";
import { featuresProblem } from "./sliding-window.ts";

type BlurpoolParameters = { readonly filt_size: number; readonly stride: number };

export const blurpool = defineOp<BlurpoolParameters>({
  name: "blurpool",
  doc: `Blurs feature maps [C, H, W] before it takes every \`stride\`-th row and column, so that a picture moved by one pixel gives
nearly the same result; from Zhang, "Making convolutional networks shift-invariant again", ICML 2019.

The filter is the outer product of a row of Pascal's triangle with itself, divided by its sum: 1 3 3 1 for \`filt_size: 4\`. It is
kept in the state dict as \`filt\`, [C, 1, filt_size, filt_size], and never trained. Edges are mirrored: floor((filt_size - 1) / 2)
pixels on the left and at the top, the rest of filt_size - 1 on the right and at the bottom, so the height that results is
ceil(H / stride). \`filt_size: 1\` only leaves rows and columns out.`,
  parameters: {
    filt_size: int({ doc: "Height and width of the filter.", minimum: 1, maximum: 7, default: 4 }),
    stride: int({ doc: "Pixels from one place of the filter to the next.", minimum: 1, default: 2 }),
  },
  inputs: 1,
  shape([input], { filt_size, stride }) {
    const { after } = mirroredBy(filt_size);
    const problem = featuresProblem("blurpool", input!) ?? reflectionProblem("blurpool", input!, [after, after]);
    const [channels, ...sizes] = input!;
    return problem ?? [channels!, ...sizes.map((size) => addDim(floorDivDim(addDim(size, -1), stride), 1))];
  },
  // A weighted mean of what flows in.
  range: ([input]) => input!,
  role: () => "features",
  weights: ([input], { filt_size }) => [
    {
      name: "filt",
      shape: [input![0]!, 1, filt_size, filt_size],
      initialisation: { kind: "binomial" },
      trainable: false,
    },
  ],
  multiplyAdds: (_inputs, output, { filt_size }) => mulDim(productOf(output), filt_size * filt_size),
  window: ({ filt_size, stride }) => ({ extent: [filt_size, filt_size], stride: [stride, stride] }),
  lower(b, { inputs: [x], parameters: { filt_size, stride }, weights, shape }) {
    const { before, after } = mirroredBy(filt_size);
    const padded =
      filt_size === 1 ? x! : b.apply(pad2d, [x!], { mode: "reflect", before: [before, before], after: [after, after] });
    return b.apply(conv2d, [padded, weights.filt!], {
      stride: [stride, stride],
      padding: [0, 0],
      dilation: [1, 1],
      groups: shape[0] as number,
    });
  },
  torch: () => undefined,
  examples: {
    good: [
      { call: "blurpool()", inputs: [[2, 5, 4]] },
      { call: "blurpool(filt_size: 3, stride: 1)", inputs: [[1, 3, 4]] },
      { call: "blurpool(filt_size: 1)", inputs: [[2, 3, 4]] },
    ],
    bad: [
      { call: "blurpool()", inputs: [[480]] },
      { call: "blurpool()", inputs: [[8, 2, 2]] },
      { call: "blurpool(filt_size: 7)", inputs: [[8, 6, 3]] },
    ],
  },
});

/** Pixels that are mirrored on the left and at the top, and on the right and at the bottom. */
function mirroredBy(size: number): { before: number; after: number } {
  return { before: Math.floor((size - 1) / 2), after: Math.ceil((size - 1) / 2) };
}
