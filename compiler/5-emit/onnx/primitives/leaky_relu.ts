import type { LeakyReluAttributes } from "../../../primitives/leaky_relu.ts";
import { spelling } from "../spelling.ts";

export const leaky_relu = spelling<LeakyReluAttributes>((onnx, { inputs: [x], outputs: [y], attributes }) => {
  onnx.node("LeakyRelu", [x!.name], { outputs: [y!.name], attributes: { alpha: { float: attributes.slope } } });
});
