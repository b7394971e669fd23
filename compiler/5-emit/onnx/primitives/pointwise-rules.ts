import type { Value } from "../../../ir/program.ts";
import type { Conv2dAttributes, Pair } from "../../../primitives/window-rules.ts";
import type { GraphWriter } from "../graph-writer.ts";
import { spatialSizes } from "./window-attributes.ts";

/** True for filters [O, C, 1, 1] that see one pixel of every channel: a matrix product, whatever the stride. */
export function isPointwise({ shape }: { shape: Value["shape"] }, { groups, padding }: Conv2dAttributes): boolean {
  return groups === 1 && spatialSizes(shape).join() === "1,1" && padding.every((size) => size === 0);
}

/** Feature maps [batch, C, H, W] as [batch, C, H * W]. */
export function flatMaps(onnx: GraphWriter, name: string, { shape }: { shape: Value["shape"] }): string {
  const [height, width] = spatialSizes(shape);
  return onnx.reshape(name, [...shape.slice(0, 2), height * width]);
}

/** The same as [batch, C, 1, H * W]. */
export function flatRows(onnx: GraphWriter, { name, shape }: Value): string {
  const [height, width] = spatialSizes(shape);
  return onnx.reshape(name, [...shape.slice(0, 2), 1, height * width]);
}

/** Every `stride`-th row and column of x, as many as `small` has. */
export function picked(onnx: GraphWriter, x: Value, small: Value, stride: Pair): string {
  if (stride.every((step) => step === 1)) return x.name;
  const ends = spatialSizes(small.shape).map((count, axis) => (count - 1) * stride[axis]! + 1);
  return onnx.node("Slice", [x.name, ...[[0, 0], ends, [2, 3], stride].map((list) => onnx.int64s(list))]);
}

/** The reverse: numbers [batch, C, rows * columns] go `stride` apart into zeros, and that is the value `large`. */
export function spread(onnx: GraphWriter, x: string, [rows, columns]: Pair, large: Value, stride: Pair): void {
  const apart = onnx.node("Reshape", [x, onnx.int64s([-1, rows, 1, columns, 1])]);
  const gaps = onnx.int64s([0, 0, 0, 0, 0, 0, 0, stride[0] - 1, 0, stride[1] - 1]);
  const spaced = onnx.node("Pad", [apart, gaps]);
  const sizes = [rows * stride[0], columns * stride[1]] as const;
  const [height, width] = spatialSizes(large.shape);
  if (height === sizes[0] && width === sizes[1]) {
    onnx.reshape(spaced, large.shape, { outputs: [large.name] });
    return;
  }
  // After the last one there are fewer zeros than a stride has, or more; a negative pad takes away.
  const whole = onnx.reshape(spaced, [...large.shape.slice(0, 2), ...sizes]);
  const rest = onnx.int64s([0, 0, 0, 0, 0, 0, height - sizes[0], width - sizes[1]]);
  onnx.node("Pad", [whole, rest], { outputs: [large.name] });
}
