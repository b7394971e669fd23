import type { LogAttributes } from "../../../primitives/log.ts";
import { spelling } from "../spelling.ts";

export const log = spelling<LogAttributes>((onnx, { inputs: [x], outputs: [y], attributes: { eps } }) => {
  onnx.node("Log", [onnx.node("Add", [x!.name, onnx.scalar(eps)])], { outputs: [y!.name] });
});
