import { type Dim, isKnown } from "../ir/dim.ts";
import { pair } from "../ir/parameters.ts";
import type { Value } from "../ir/program.ts";
import { elementsOf } from "../ir/shape.ts";
import { avg_pool2d } from "../primitives/avg_pool2d.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { concat } from "../primitives/concat.ts";
import { reduce_mean } from "../primitives/reduce_mean.ts";
import { keptShape } from "../primitives/reduction-rules.ts";
import { reshape } from "../primitives/reshape.ts";
import { slice } from "../primitives/slice.ts";
import { defineOp } from "./op.ts";
import { featuresProblem, type Pair } from "./sliding-window.ts";
import { pythonTuple } from "./torch-print.ts";
import { derived } from "./value-roles.ts";

type AdaptiveAvgPoolParameters = { readonly output_size: Pair };

export const adaptive_avgpool2d = defineOp<AdaptiveAvgPoolParameters>({
  name: "adaptive_avgpool2d",
  doc: `Means over as many parts of feature maps [C, H, W] as are asked for, whatever their size; as PyTorch's \`AdaptiveAvgPool2d\`.

\`adaptive_avgpool2d(1)\` is the mean over all of a map. Part i of n takes rows floor(i * H / n) to ceil((i + 1) * H / n) - 1, so
parts overlap where H doesn't divide evenly; columns likewise.`,
  parameters: {
    output_size: pair({ doc: "Height and width of what results.", minimum: 1 }),
  },
  inputs: 1,
  shape: ([input], { output_size }) => featuresProblem("adaptive_avgpool2d", input!) ?? [input![0]!, ...output_size],
  range: ([input]) => input!,
  role: derived,
  weights: () => [],
  multiplyAdds: ([input]) => elementsOf(input!),
  window: () => undefined,
  lower(b, { inputs: [x], parameters: { output_size: sizes } }) {
    const [height, width] = x!.shape.slice(2) as [Dim, Dim];
    if (sizes[0] === 1 && sizes[1] === 1) return meanOver(b, x!, [2, 3]);
    if (dividesEvenly(height, sizes[0]) && dividesEvenly(width, sizes[1])) {
      const kernel: Pair = [(height as number) / sizes[0], (width as number) / sizes[1]];
      return b.apply(avg_pool2d, [x!], { kernel, stride: kernel, before: [0, 0], after: [0, 0] });
    }
    return alongAxis(b, alongAxis(b, x!, 2, sizes[0]), 3, sizes[1]);
  },
  torch: (_inputs, { output_size }) => `AdaptiveAvgPool2d(output_size=${pythonTuple(output_size)})`,
  examples: {
    good: [
      { call: "adaptive_avgpool2d(1)", inputs: [[3, 4, 5]] },
      { call: "adaptive_avgpool2d([2, 3])", inputs: [[2, 4, 6]] },
      { call: "adaptive_avgpool2d([3, 2])", inputs: [[2, 5, 5]] },
      { call: "adaptive_avgpool2d([3, 1])", inputs: [[2, 2, 4]] },
    ],
    bad: [{ call: "adaptive_avgpool2d(1)", inputs: [[480]] }],
  },
});

function dividesEvenly(size: Dim, parts: number): boolean {
  return isKnown(size) && size % parts === 0;
}

/** The mean over axes that stay, with size 1. */
function meanOver(b: ProgramBuilder, x: Value, axes: readonly number[]): Value {
  return b.apply(reshape, [b.apply(reduce_mean, [x], { axes })], { shape: keptShape(x.shape, axes) });
}

/** A mean over a rectangle is one over rows of means over columns, so each axis is pooled by itself. */
function alongAxis(b: ProgramBuilder, x: Value, axis: 2 | 3, parts: number): Value {
  const size = x.shape[axis] as number;
  const means = Array.from({ length: parts }, (_, part) => {
    const start = Math.floor((part * size) / parts);
    const length = Math.ceil(((part + 1) * size) / parts) - start;
    const starts = x.shape.map((_size, own) => (own === axis ? start : 0));
    const shape = x.shape.map((own, other) => (other === axis ? length : own));
    return meanOver(b, b.apply(slice, [x], { starts, shape }), [axis]);
  });
  return means.length === 1 ? means[0]! : b.apply(concat, means, { axis });
}
