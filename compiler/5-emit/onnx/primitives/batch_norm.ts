import type { BatchNormAttributes } from "../../../primitives/batch_norm.ts";
import { joinsAffines, writeAffine } from "../channel-affine.ts";
import { spelling } from "../spelling.ts";

/**
 * ONNX's own BatchNormalization has a training mode, but ONNX Runtime's gradients by way of it were wrong where two of them
 * shared constants, and it would compute mean and variance anew.
 */
export const batch_norm = spelling<BatchNormAttributes>((onnx, { inputs, outputs: [y], attributes: { eps } }) => {
  const [x, mean, variance, weight, bias] = inputs.map(({ name }) => name) as [string, string, string, string, string];
  const { shape } = inputs[0]!;
  const wide = (value: string) =>
    onnx.reshape(
      value,
      shape.map((size, axis) => (axis === 1 ? size : 1)),
    );
  const deviation = onnx.node("Sqrt", [onnx.node("Add", [variance, onnx.scalar(eps)])]);
  const scale = onnx.node("Div", [weight, deviation]);
  const centred = onnx.node("Sub", [x, wide(mean)]);
  if (joinsAffines(onnx, shape)) {
    const affine = { x: centred, scale, bias };
    onnx.affines.set(y!.name, affine);
    writeAffine(onnx, affine, { channels: shape[1] as number, relu: false, output: y!.name });
    return;
  }
  onnx.node("Add", [onnx.node("Mul", [centred, wide(scale)]), wide(bias)], { outputs: [y!.name] });
});
