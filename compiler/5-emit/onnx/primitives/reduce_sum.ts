import type { ReduceAttributes } from "../../../primitives/reduce_sum.ts";
import { spelling } from "../spelling.ts";

export const reduce_sum = spelling<ReduceAttributes>((onnx, { inputs: [x], outputs: [y], attributes: { axes } }) => {
  onnx.node("ReduceSum", [x!.name, onnx.int64s(axes)], {
    outputs: [y!.name],
    attributes: { keepdims: { int: 0 }, noop_with_empty_axes: { int: 1 } },
  });
});
