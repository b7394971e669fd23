import { sameDim } from "../ir/dim.ts";
import { type Shape, showShape } from "../ir/shape.ts";
import type { Primitive } from "./primitive.ts";

export type MatmulAttributes = {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
};

export const matmul: Primitive<MatmulAttributes> = {
  name: "matmul",
  doc: "The product of two matrices, [m, k] and [k, n], either of which may be given transposed.",
  shape([a, b], { transposeA, transposeB }) {
    const [m, k] = transposeA ? [a![1], a![0]] : [a![0], a![1]];
    const [inner, n] = transposeB ? [b![1], b![0]] : [b![0], b![1]];
    if (!isMatrix(a!) || !isMatrix(b!) || !sameDim(k!, inner!))
      throw new Error(`can't multiply ${showShape(a!)} and ${showShape(b!)}`);
    return [[m!, n!]];
  },
  // With Y = A B: dA = dY Bᵀ and dB = Aᵀ dY; where A or B came transposed, so does its gradient.
  gradient(builder, { inputs: [a, b], attributes: { transposeA, transposeB } }, [dy]) {
    if (dy === undefined) return [];
    const product = (left: typeof dy, right: typeof dy, transposeLeft: boolean, transposeRight: boolean) =>
      builder.apply(matmul, [left, right], { transposeA: transposeLeft, transposeB: transposeRight });
    return [
      transposeA ? product(b!, dy, transposeB, true) : product(dy, b!, false, !transposeB),
      transposeB ? product(dy, a!, true, transposeA) : product(a!, dy, !transposeA, false),
    ];
  },
  examples: [
    {
      inputs: [
        [2, 3],
        [3, 4],
      ],
      attributes: { transposeA: false, transposeB: false },
    },
    {
      inputs: [
        [2, 3],
        [4, 3],
      ],
      attributes: { transposeA: false, transposeB: true },
    },
    {
      inputs: [
        [3, 2],
        [3, 4],
      ],
      attributes: { transposeA: true, transposeB: false },
    },
    {
      inputs: [
        [3, 2],
        [4, 3],
      ],
      attributes: { transposeA: true, transposeB: true },
    },
  ],
};

function isMatrix(shape: Shape): boolean {
  return shape.length === 2;
}
