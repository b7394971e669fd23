import type { Reference } from "./interpret.ts";
import { countOf, indicesAt, positionOf, type Tensor, tensor, zeros } from "./tensor.ts";

function sumOver(x: Tensor, axes: readonly number[]): Tensor {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const result = zeros(kept.map((axis) => x.shape[axis]!));
  for (let i = 0; i < x.data.length; i++) {
    const indices = indicesAt(x.shape, i);
    const target = positionOf(
      result.shape,
      kept.map((axis) => indices[axis]!),
    );
    result.data[target]! += x.data[i]!;
  }
  return result;
}

function multiply(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor {
  const [rows, inner] = transposeA ? [a.shape[1]!, a.shape[0]!] : [a.shape[0]!, a.shape[1]!];
  const columns = transposeB ? b.shape[0]! : b.shape[1]!;
  const result = zeros([rows, columns]);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let k = 0; k < inner; k++) {
        const left = transposeA ? a.data[k * rows + row]! : a.data[row * inner + k]!;
        const right = transposeB ? b.data[column * inner + k]! : b.data[k * columns + column]!;
        result.data[row * columns + column]! += left * right;
      }
  return result;
}

export const rearranging: Readonly<Record<string, Reference>> = {
  reshape: ([x], { shape }: { shape: number[] }) => [tensor(shape, x!.data)],
  transpose([x], { permutation }: { permutation: number[] }) {
    const result = zeros(permutation.map((axis) => x!.shape[axis]!));
    for (let i = 0; i < x!.data.length; i++) {
      const indices = indicesAt(x!.shape, i);
      const moved = permutation.map((axis) => indices[axis]!);
      result.data[positionOf(result.shape, moved)] = x!.data[i]!;
    }
    return [result];
  },
  broadcast_to([x], { shape }: { shape: number[] }) {
    const result = zeros(shape);
    for (let i = 0; i < result.data.length; i++) result.data[i] = x!.data[positionOf(x!.shape, indicesAt(shape, i))]!;
    return [result];
  },
  reduce_sum: ([x], { axes }: { axes: number[] }) => [sumOver(x!, axes)],
  reduce_mean([x], { axes }: { axes: number[] }) {
    const count = countOf(axes.map((axis) => x!.shape[axis]!));
    const sum = sumOver(x!, axes);
    return [{ shape: sum.shape, data: sum.data.map((value) => value / count) }];
  },
  matmul: ([a, b], { transposeA, transposeB }: { transposeA: boolean; transposeB: boolean }) => [
    multiply(a!, b!, transposeA, transposeB),
  ],
};
