import type { MatmulAttributes } from "../../../primitives/matmul.ts";
import { spelling } from "../spelling.ts";
import { gemmAttributes } from "./matmul-rules.ts";

export const matmul = spelling<MatmulAttributes>((onnx, { inputs: [a, b], outputs: [product], attributes }) => {
  onnx.node("Gemm", [a!.name, b!.name], { outputs: [product!.name], attributes: gemmAttributes(attributes) });
});
