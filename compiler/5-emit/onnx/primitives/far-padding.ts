import { addDim } from "../../../ir/dim.ts";
import type { Value } from "../../../ir/program.ts";
import type { Shape } from "../../../ir/shape.ts";
import type { MaxPool2dAttributes } from "../../../primitives/window-rules.ts";
import type { GraphWriter } from "../graph-writer.ts";

/**
 * ONNX Runtime's pools pad by less than their kernel. A window with dilation may reach further, and then its input is made
 * larger before. These are the rows and columns that it gains.
 */
function gained({ kernel, after }: MaxPool2dAttributes): MaxPool2dAttributes["after"] {
  return after.some((size, axis) => size >= kernel[axis]!) ? after : [0, 0];
}

/** The input of a max pool, and the pool on it, where ONNX Runtime can do that. */
export function widened(
  onnx: GraphWriter,
  x: Value,
  attributes: MaxPool2dAttributes,
): { x: string; attributes: MaxPool2dAttributes } {
  const more = gained(attributes);
  if (more.every((size) => size === 0)) return { x: x.name, attributes };
  const pads = onnx.int64s([0, 0, 0, 0, 0, 0, ...more]);
  return { x: onnx.node("Pad", [x.name, pads, onnx.scalar(lowest)]), attributes: { ...attributes, after: [0, 0] } };
}

export function widenedShape(
  { shape: [batch, channels, height, width] }: Value,
  attributes: MaxPool2dAttributes,
): Shape {
  const [rows, columns] = gained(attributes);
  return [batch!, channels!, addDim(height!, rows), addDim(width!, columns)];
}

/** Takes away what an input gained, and gives the rest under the name of `y`. */
export function narrowed(onnx: GraphWriter, flat: string, wide: Shape, y: Value): void {
  if (wide[2] === y.shape[2] && wide[3] === y.shape[3]) {
    onnx.reshape(flat, y.shape, { outputs: [y.name] });
    return;
  }
  const ends = onnx.int64s(y.shape.slice(2) as number[]);
  onnx.node("Slice", [onnx.reshape(flat, wide), onnx.int64s([0, 0]), ends, onnx.int64s([2, 3])], { outputs: [y.name] });
}

/** The lowest float32, which never wins a maximum. */
const lowest = -3.4028234663852886e38;
