import type { Shape } from "../../ir/shape.ts";
import type { GraphWriter } from "./graph-writer.ts";

/** A value x * scale + bias + other, [batch, C, H, W], whose scale and bias [C] are the channels'. Names of values. */
export interface ChannelAffine {
  readonly x: string;
  readonly scale: string;
  readonly bias?: string;
  readonly other?: string;
}

/**
 * Pixels a channel from which on an affine step is worth being one operator. What large maps cost is writing them, so
 * one pass in place of three or four takes a third of the time; on small ones each channel's own call costs as much.
 */
const worthwhilePixels = 128;

/** Whether affine steps of values of this shape are put together. In inference ONNX Runtime puts them into convolutions. */
export function joinsAffines(onnx: GraphWriter, shape: Shape): boolean {
  const [, , height, width] = shape;
  const known = typeof height === "number" && typeof width === "number";
  return onnx.training && shape.length === 4 && known && height * width >= worthwhilePixels;
}

/** True where a value of this shape holds one number a channel for one of the other shape: [1, C, 1, 1]. */
export function isPerChannel(shape: Shape, whole: Shape): boolean {
  return (
    shape.length === whole.length &&
    shape.every((size, axis) => size === (axis === 1 ? whole[axis] : 1)) &&
    shape[1] !== 1
  );
}

/**
 * Writes an affine step, and a relu after it where wanted, as one operator: ONNX Runtime's convolution with a bias, a
 * summand and an activation, of one pixel and a group a channel.
 */
export function writeAffine(
  onnx: GraphWriter,
  { x, scale, bias = "", other }: ChannelAffine,
  { channels, relu, output }: { readonly channels: number; readonly relu: boolean; readonly output: string },
): void {
  const filters = onnx.reshape(scale, [channels, 1, 1, 1]);
  onnx.node("FusedConv", other === undefined ? [x, filters, bias] : [x, filters, bias, other], {
    domain: "com.microsoft",
    outputs: [output],
    attributes: {
      kernel_shape: { ints: [1, 1] },
      group: { int: channels },
      ...(relu ? { activation: { string: "Relu" } } : {}),
    },
  });
}
