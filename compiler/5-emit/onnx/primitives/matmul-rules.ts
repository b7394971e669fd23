import type { MatmulAttributes } from "../../../primitives/matmul.ts";
import type { OnnxAttributes } from "../model.ts";

export function gemmAttributes({ transposeA, transposeB }: MatmulAttributes): OnnxAttributes {
  return { transA: { int: transposeA ? 1 : 0 }, transB: { int: transposeB ? 1 : 0 } };
}
