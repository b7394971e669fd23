import type { RsqrtAttributes } from "../../../primitives/rsqrt.ts";
import { spelling } from "../spelling.ts";

export const rsqrt = spelling<RsqrtAttributes>((onnx, { inputs: [x], outputs: [y], attributes: { eps } }) => {
  const root = onnx.node("Sqrt", [onnx.node("Add", [x!.name, onnx.scalar(eps)])]);
  onnx.node("Reciprocal", [root], { outputs: [y!.name] });
});
