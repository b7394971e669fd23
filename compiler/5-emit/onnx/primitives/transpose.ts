import type { TransposeAttributes } from "../../../primitives/transpose.ts";
import { spelling } from "../spelling.ts";

export const transpose = spelling<TransposeAttributes>((onnx, { inputs: [x], outputs: [y], attributes }) => {
  onnx.node("Transpose", [x!.name], { outputs: [y!.name], attributes: { perm: { ints: attributes.permutation } } });
});
