import type { Value } from "../../../ir/program.ts";
import { isPerChannel, joinsAffines } from "../channel-affine.ts";
import { spelling } from "../spelling.ts";

export const mul = spelling((onnx, { inputs: [left, right], outputs: [product] }) => {
  const note = (x: Value, factor: Value) => {
    if (isPerChannel(factor.shape, product!.shape) && joinsAffines(onnx, product!.shape))
      onnx.affines.set(product!.name, { x: x.name, scale: factor.name });
  };
  note(left!, right!);
  note(right!, left!);
  onnx.node("Mul", [left!.name, right!.name], { outputs: [product!.name] });
});
