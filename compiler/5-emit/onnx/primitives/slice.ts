import { isKnown } from "../../../ir/dim.ts";
import type { SliceAttributes } from "../../../primitives/slice.ts";
import { spelling } from "../spelling.ts";

/** Only the axes that lose something are named, so the batch may stay open. */
export const slice = spelling<SliceAttributes>((onnx, { inputs: [x], outputs: [y], attributes: { starts, shape } }) => {
  const cut = shape.flatMap((size, axis) => (isKnown(size) && size !== x!.shape[axis] ? [axis] : []));
  if (cut.length === 0) {
    onnx.node("Identity", [x!.name], { outputs: [y!.name] });
    return;
  }
  const from = cut.map((axis) => starts[axis]!);
  const to = cut.map((axis) => starts[axis]! + (shape[axis] as number));
  onnx.node("Slice", [x!.name, ...[from, to, cut].map((list) => onnx.int64s(list))], { outputs: [y!.name] });
});
