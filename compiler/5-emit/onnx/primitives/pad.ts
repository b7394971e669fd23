import type { PadAttributes } from "../../../primitives/pad.ts";
import { spelling } from "../spelling.ts";

export const pad = spelling<PadAttributes>((onnx, { inputs: [x], outputs: [y], attributes: { before, after } }) => {
  onnx.node("Pad", [x!.name, onnx.int64s([...before, ...after])], { outputs: [y!.name] });
});
