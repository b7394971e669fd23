import type { Value } from "../../../ir/program.ts";
import { sameShape } from "../../../ir/shape.ts";
import type { ReduceAttributes } from "../../../primitives/reduce_sum.ts";
import { joinsAffines } from "../channel-affine.ts";
import type { GraphWriter } from "../graph-writer.ts";
import { spelling } from "../spelling.ts";
import { flatRows } from "./pointwise-rules.ts";

export const reduce_sum = spelling<ReduceAttributes>((onnx, { inputs: [x], outputs: [y], attributes: { axes } }) => {
  const factors = axes.join() === "0,2,3" && joinsAffines(onnx, x!.shape) ? factorsOf(onnx, x!) : undefined;
  const summed = factors === undefined ? x!.name : rowProducts(onnx, factors);
  onnx.node("ReduceSum", [summed, onnx.int64s(axes)], {
    outputs: [y!.name],
    attributes: { keepdims: { int: 0 }, noop_with_empty_axes: { int: 1 } },
  });
});

/** What was multiplied to give a value of feature maps that nothing else takes. */
function factorsOf(onnx: GraphWriter, product: Value): readonly [Value, Value] | undefined {
  const maker = onnx.maker(product);
  if (maker === undefined || onnx.uses(product) > 1) return undefined;
  if (maker.primitive === "square") return [maker.inputs[0]!, maker.inputs[0]!];
  const [left, right] = maker.inputs;
  if (maker.primitive !== "mul" || !sameShape(left!.shape, right!.shape)) return undefined;
  return [left!, right!];
}

/** Sums of products over each channel's pixels, [batch, C, 1, 1], as matrix products of one row: none is written out. */
function rowProducts(onnx: GraphWriter, [left, right]: readonly [Value, Value]): string {
  return onnx.node("FusedMatMul", [flatRows(onnx, left), flatRows(onnx, right)], {
    domain: "com.microsoft",
    attributes: { transB: { int: 1 } },
  });
}
