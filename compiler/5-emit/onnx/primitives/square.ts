import { spelling } from "../spelling.ts";

export const square = spelling((onnx, { inputs: [x], outputs: [y] }) => {
  onnx.node("Mul", [x!.name, x!.name], { outputs: [y!.name] });
});
