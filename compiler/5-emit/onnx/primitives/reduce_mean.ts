import type { ReduceAttributes } from "../../../primitives/reduce_sum.ts";
import { spelling } from "../spelling.ts";

export const reduce_mean = spelling<ReduceAttributes>((onnx, { inputs: [x], outputs: [y], attributes: { axes } }) => {
  // ONNX takes no axes at all for all of them.
  if (axes.length === 0) onnx.node("Identity", [x!.name], { outputs: [y!.name] });
  else
    onnx.node("ReduceMean", [x!.name], {
      outputs: [y!.name],
      attributes: { axes: { ints: axes }, keepdims: { int: 0 } },
    });
});
