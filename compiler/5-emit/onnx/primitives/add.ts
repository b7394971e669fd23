import type { Value } from "../../../ir/program.ts";
import { sameShape } from "../../../ir/shape.ts";
import type { MatmulAttributes } from "../../../primitives/matmul.ts";
import { type ChannelAffine, isPerChannel, writeAffine } from "../channel-affine.ts";
import type { GraphWriter } from "../graph-writer.ts";
import { spelling } from "../spelling.ts";
import { gemmAttributes } from "./matmul-rules.ts";

export const add = spelling((onnx, { inputs: [left, right], outputs: [sum] }) => {
  const product = onnx.maker(left!);
  // A matrix product and its bias are one operator; the product alone is then left out, unless something else takes it.
  const isBias = right!.shape.length === 1;
  const affine = extended(onnx, left!, right!) ?? extended(onnx, right!, left!);
  if (product?.primitive === "matmul" && isBias) {
    const factors = product.inputs.map((input) => input.name);
    const attributes = gemmAttributes(product.attributes as MatmulAttributes);
    onnx.node("Gemm", [...factors, right!.name], { outputs: [sum!.name], attributes });
  } else if (affine !== undefined) {
    onnx.affines.set(sum!.name, affine);
    writeAffine(onnx, affine, { channels: sum!.shape[1] as number, relu: false, output: sum!.name });
  } else {
    onnx.node("Add", [left!.name, right!.name], { outputs: [sum!.name] });
  }
});

/** The sum as the affine step that made `value`, which nothing else takes, with one more summand. */
function extended(onnx: GraphWriter, value: Value, summand: Value): ChannelAffine | undefined {
  const affine = onnx.affines.get(value.name);
  if (affine === undefined || onnx.uses(value) > 1) return undefined;
  const isWide = sameShape(summand.shape, value.shape);
  if (isWide && affine.other === undefined) return { ...affine, other: summand.name };
  if (!isPerChannel(summand.shape, value.shape) || affine.bias !== undefined) return undefined;
  return { ...affine, bias: onnx.reshape(summand.name, [value.shape[1]!]) };
}
