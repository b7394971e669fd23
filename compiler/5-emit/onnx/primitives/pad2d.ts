import type { Pad2dAttributes } from "../../../primitives/pad2d.ts";
import { spelling } from "../spelling.ts";

const modes = { reflect: "reflect", replicate: "edge" } as const;

export const pad2d = spelling<Pad2dAttributes>((onnx, { inputs: [x], outputs: [y], attributes }) => {
  const { mode, before, after } = attributes;
  onnx.node("Pad", [x!.name, onnx.int64s([0, 0, ...before, 0, 0, ...after])], {
    outputs: [y!.name],
    attributes: { mode: { string: modes[mode] } },
  });
});
