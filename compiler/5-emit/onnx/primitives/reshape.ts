import { spelling } from "../spelling.ts";

export const reshape = spelling((onnx, { inputs: [x], outputs: [y] }) => {
  onnx.reshape(x!.name, y!.shape, { outputs: [y!.name] });
});
