import type { MatmulAttributes } from "../../../primitives/matmul.ts";
import { spelling } from "../spelling.ts";
import { gemmAttributes } from "./matmul-rules.ts";

export const add = spelling((onnx, { inputs: [left, right], outputs: [sum] }) => {
  const product = onnx.maker(left!);
  // A matrix product and its bias are one operator; the product alone is then left out, unless something else takes it.
  const isBias = right!.shape.length === 1;
  if (product?.primitive === "matmul" && isBias) {
    const factors = product.inputs.map((input) => input.name);
    const attributes = gemmAttributes(product.attributes as MatmulAttributes);
    onnx.node("Gemm", [...factors, right!.name], { outputs: [sum!.name], attributes });
  } else {
    onnx.node("Add", [left!.name, right!.name], { outputs: [sum!.name] });
  }
});
