import type { Value } from "../../../ir/program.ts";
import type { Conv2dInputGradAttributes } from "../../../primitives/conv2d_input_grad.ts";
import type { Conv2dAttributes, Pair } from "../../../primitives/window-rules.ts";
import type { GraphWriter } from "../graph-writer.ts";
import { spelling } from "../spelling.ts";
import { flatMaps, isPointwise, spread } from "./pointwise-rules.ts";
import { transposedAttributes } from "./transposed-convolution.ts";
import { slidingAttributes, spatialSizes } from "./window-attributes.ts";

/**
 * The transposed convolution of dy. Where the filters moved by one pixel it is an ordinary convolution by the filters turned
 * by 180°, inputs and outputs swapped, which ONNX Runtime computes faster than its ConvTranspose. Filters of one pixel need
 * not be turned: a matrix product takes them as they lie, and turning those of a deep layer took longer than the product.
 */
export const conv2d_input_grad = spelling<Conv2dInputGradAttributes>((onnx, instruction) => {
  const {
    inputs: [dy, w],
    outputs: [dx],
    attributes,
  } = instruction;
  if (isPointwise(w!, attributes)) return pointwise(onnx, dy!, w!, dx!, attributes);
  const kernel = spatialSizes(w!.shape);
  const padding = ([0, 1] as const).map(
    (axis) => attributes.dilation[axis] * (kernel[axis] - 1) - attributes.padding[axis],
  );
  if (attributes.stride.some((step) => step !== 1) || padding.some((size) => size < 0)) {
    onnx.node("ConvTranspose", [dy!.name, w!.name], {
      outputs: [dx!.name],
      attributes: transposedAttributes(kernel, attributes, spatialSizes(dy!.shape), spatialSizes(dx!.shape)),
    });
    return;
  }
  const sliding = { stride: [1, 1], padding: padding as unknown as Pair, dilation: attributes.dilation } as const;
  onnx.node("Conv", [dy!.name, turnedFilters(onnx, w!, attributes)], {
    outputs: [dx!.name],
    attributes: { ...slidingAttributes(kernel, sliding), group: { int: attributes.groups } },
  });
});

/** dx = wᵀ dy, example by example, in the places that the stride picked. */
function pointwise(onnx: GraphWriter, dy: Value, w: Value, dx: Value, { stride }: Conv2dAttributes): void {
  const filters = onnx.reshape(w.name, w.shape.slice(0, 2));
  const product = onnx.node("FusedMatMul", [filters, flatMaps(onnx, dy.name, dy)], {
    domain: "com.microsoft",
    attributes: { transA: { int: 1 } },
  });
  if (stride.every((step) => step === 1)) onnx.reshape(product, dx.shape, { outputs: [dx.name] });
  else spread(onnx, product, spatialSizes(dy.shape), dx, stride);
}

/** Filters [O, C / groups, kh, kw] turned by 180°, as [C, O / groups, kh, kw]. */
function turnedFilters(onnx: GraphWriter, w: Value, { groups }: Conv2dAttributes): string {
  const [filters, depth, height, width] = w.shape as readonly number[];
  const taps = height! * width!;
  const grouped = onnx.reshape(w.name, [groups, filters! / groups, depth!, taps]);
  const swapped = onnx.node("Transpose", [grouped], { attributes: { perm: { ints: [0, 2, 1, 3] } } });
  const turned =
    taps === 1
      ? swapped
      : onnx.node("MatMul", [
          onnx.reshape(swapped, [(groups * filters! * depth!) / groups, taps]),
          reversal(onnx, taps),
        ]);
  return onnx.reshape(turned, [groups * depth!, filters! / groups, height!, width!]);
}

/** The matrix that reverses `size` numbers: a product with it is faster here than a slice with steps of -1. */
function reversal(onnx: GraphWriter, size: number): string {
  const ones = Float32Array.from({ length: size * size }, (_, index) => {
    const row = Math.floor(index / size);
    return index % size === size - 1 - row ? 1 : 0;
  });
  return onnx.tensor(`const/reversal of ${size}`, [size, size], ones);
}
