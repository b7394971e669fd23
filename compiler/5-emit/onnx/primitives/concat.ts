import type { ConcatAttributes } from "../../../primitives/concat.ts";
import { spelling } from "../spelling.ts";

export const concat = spelling<ConcatAttributes>((onnx, { inputs, outputs: [y], attributes: { axis } }) => {
  onnx.node(
    "Concat",
    inputs.map(({ name }) => name),
    { outputs: [y!.name], attributes: { axis: { int: axis } } },
  );
});
