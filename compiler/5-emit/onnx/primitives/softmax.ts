import type { SoftmaxAttributes } from "../../../primitives/softmax.ts";
import { spelling } from "../spelling.ts";

export const softmax = spelling<SoftmaxAttributes>((onnx, { inputs: [x], outputs: [y], attributes: { axis } }) => {
  onnx.node("Softmax", [x!.name], { outputs: [y!.name], attributes: { axis: { int: axis } } });
});
