import { isKnown } from "../../../ir/dim.ts";
import type { ConstantAttributes } from "../../../primitives/constant.ts";
import { spelling } from "../spelling.ts";

export const constant = spelling<ConstantAttributes>((onnx, { outputs: [y], attributes: { value, divisor = 1 } }) => {
  if (isKnown(divisor)) onnx.tensor(y!.name, [], Float32Array.of(value / divisor));
  else onnx.node("Div", [onnx.scalar(value), onnx.sizeValue(divisor)], { outputs: [y!.name] });
});
