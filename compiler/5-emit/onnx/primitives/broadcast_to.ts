import { spelling } from "../spelling.ts";

export const broadcast_to = spelling((onnx, { inputs: [x], outputs: [y] }) => {
  onnx.node("Expand", [x!.name, onnx.shapeValue(y!.shape)], { outputs: [y!.name] });
});
