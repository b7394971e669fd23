import type { Value } from "../../../ir/program.ts";
import type { Shape } from "../../../ir/shape.ts";
import type { AvgPool2dAttributes, MaxPool2dAttributes } from "../../../primitives/window-rules.ts";
import type { GraphWriter } from "../graph-writer.ts";
import { spatialSizes } from "./window-attributes.ts";

/** True for pools of 2x2 by 2 without padding, which is what most networks have. */
export function isHalving(attributes: AvgPool2dAttributes | MaxPool2dAttributes): boolean {
  const { kernel, stride, before, after } = attributes;
  const dilation = "dilation" in attributes ? attributes.dilation : [1, 1];
  return (
    [...kernel, ...stride].every((size) => size === 2) && [...before, ...after, ...dilation].join() === "0,0,0,0,1,1"
  );
}

/**
 * Takes feature maps [batch, C, H, W] apart into what lies left and right, or above and below, in each window of 2x2, and
 * puts them together again. A last row or column that no window covers is left out, and comes back as zeros. The parts have
 * axes of their own: left and right [batch * C * H * W/2, 1]; upper and lower [batch * C * H/2, 1, W/2].
 */
export const halves = {
  columns(onnx: GraphWriter, x: Value): { left: string; right: string } {
    const [height, width] = spatialSizes(x.shape);
    const covered = [height - (height % 2), width - (width % 2)];
    const even =
      height % 2 === 0 && width % 2 === 0
        ? x.name
        : onnx.node("Slice", [x.name, onnx.int64s([0, 0]), onnx.int64s(covered), onnx.int64s([2, 3])]);
    return columnsOf(onnx, even);
  },

  /** `pooled` is the pool's output shape. */
  rows(onnx: GraphWriter, x: string, pooled: Shape): { upper: string; lower: string } {
    const width = spatialSizes(pooled)[1];
    const paired = reshaped(onnx, x, [-1, 2, width]);
    const [upper, lower] = onnx.nodes("Split", [paired, onnx.int64s([1, 1])], 2, { attributes: { axis: { int: 1 } } });
    return { upper: upper!, lower: lower! };
  },

  joinRows(onnx: GraphWriter, upper: string, lower: string): string {
    return onnx.node("Concat", [upper, lower], { attributes: { axis: { int: 1 } } });
  },

  /** Gives the whole value under the name of `y`. */
  joinColumns(onnx: GraphWriter, left: string, right: string, y: Value): void {
    const [height, width] = spatialSizes(y.shape);
    const joined = onnx.node("Concat", [left, right], { attributes: { axis: { int: 1 } } });
    if (height % 2 === 0 && width % 2 === 0) {
      onnx.reshape(joined, y.shape, { outputs: [y.name] });
      return;
    }
    const even = onnx.reshape(joined, [...y.shape.slice(0, 2), height - (height % 2), width - (width % 2)]);
    const missing = onnx.int64s([0, 0, 0, 0, 0, 0, height % 2, width % 2]);
    onnx.node("Pad", [even, missing], { outputs: [y.name] });
  },
};

function columnsOf(onnx: GraphWriter, x: string): { left: string; right: string } {
  const paired = reshaped(onnx, x, [-1, 2]);
  const [left, right] = onnx.nodes("Split", [paired, onnx.int64s([1, 1])], 2, { attributes: { axis: { int: 1 } } });
  return { left: left!, right: right! };
}

/** One size is -1: whatever is left. */
export function reshaped(onnx: GraphWriter, x: string, sizes: readonly number[]): string {
  return onnx.node("Reshape", [x, onnx.int64s(sizes)]);
}
