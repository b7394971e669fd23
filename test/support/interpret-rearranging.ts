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

/** Each number of the result, by where it comes from; zero where that is undefined. */
function gathered(x: Tensor, shape: readonly number[], sourceOf: (indices: number[]) => number[] | undefined): Tensor {
  const result = zeros(shape);
  for (let i = 0; i < result.data.length; i++) {
    const source = sourceOf(indicesAt(shape, i));
    if (source !== undefined) result.data[i] = x.data[positionOf(x.shape, source)]!;
  }
  return result;
}

/** Exponentials of each line along an axis, over their sum. */
function normalised(x: Tensor, axis: number): Tensor {
  const exponentials = { shape: x.shape, data: x.data.map(Math.exp) };
  const sums = sumOver(exponentials, [axis]);
  return {
    shape: x.shape,
    data: exponentials.data.map((value, i) => {
      const line = indicesAt(x.shape, i).filter((_, other) => other !== axis);
      return value / sums.data[positionOf(sums.shape, line)]!;
    }),
  };
}

function repeated([x]: readonly Tensor[], { shape }: { shape: number[] }): [Tensor] {
  return [gathered(x!, shape, (indices) => indices)];
}

function reflected(place: number, size: number): number {
  return place < 0 ? -place : place < size ? place : 2 * (size - 1) - place;
}

function clamped(place: number, size: number): number {
  return place < 0 ? 0 : Math.min(place, size - 1);
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
  broadcast_to: repeated,
  expand: repeated,
  concat(inputs, { axis }: { axis: number }) {
    const sizes = inputs.map(({ shape }) => shape[axis]!);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const result = zeros(inputs[0]!.shape.map((size, i) => (i === axis ? total : size)));
    inputs.forEach(({ shape, data }, input) => {
      const start = sizes.slice(0, input).reduce((sum, size) => sum + size, 0);
      for (let i = 0; i < data.length; i++) {
        const indices = indicesAt(shape, i);
        indices[axis]! += start;
        result.data[positionOf(result.shape, indices)] = data[i]!;
      }
    });
    return [result];
  },
  slice([x], { starts, shape }: { starts: number[]; shape: number[] }) {
    const result = zeros(shape);
    for (let i = 0; i < result.data.length; i++) {
      const indices = indicesAt(shape, i).map((index, axis) => index + starts[axis]!);
      result.data[i] = x!.data[positionOf(x!.shape, indices)]!;
    }
    return [result];
  },
  reduce_sum: ([x], { axes }: { axes: number[] }) => [sumOver(x!, axes)],
  reduce_mean([x], { axes }: { axes: number[] }) {
    const count = countOf(axes.map((axis) => x!.shape[axis]!));
    const sum = sumOver(x!, axes);
    return [{ shape: sum.shape, data: sum.data.map((value) => value / count) }];
  },
  pad([x], { before, after }: { before: number[]; after: number[] }) {
    const shape = x!.shape.map((size, axis) => before[axis]! + size + after[axis]!);
    const inside = (index: number, axis: number) => index >= 0 && index < x!.shape[axis]!;
    return [
      gathered(x!, shape, (indices) => {
        const source = indices.map((index, axis) => index - before[axis]!);
        return source.every(inside) ? source : undefined;
      }),
    ];
  },
  pad2d([x], { mode, before, after }: { mode: string; before: number[]; after: number[] }) {
    const [batch, channels, ...sizes] = x!.shape as [number, number, number, number];
    const shape = [batch, channels, ...sizes.map((size, axis) => before[axis]! + size + after[axis]!)];
    const copied = mode === "reflect" ? reflected : clamped;
    return [
      gathered(x!, shape, ([n, c, ...places]) => [
        n!,
        c!,
        ...places.map((place, axis) => copied(place - before[axis]!, sizes[axis]!)),
      ]),
    ];
  },
  softmax: ([x], { axis }: { axis: number }) => [normalised(x!, axis)],
  linspace: (_inputs, { start, end, steps }: { start: number; end: number; steps: number }) => [
    tensor(
      [steps],
      Array.from({ length: steps }, (_, i) => start + (i * (end - start)) / Math.max(steps - 1, 1)),
    ),
  ],
  interpolation(_inputs, { mode, from, to }: { mode: string; from: number; to: number }) {
    const matrix = zeros([to, from]);
    for (let row = 0; row < to; row++) {
      const centre = ((row + 0.5) * from) / to - 0.5;
      for (let column = 0; column < from; column++) {
        const near = mode === "nearest" ? Math.floor((row * from) / to) : Math.min(Math.max(centre, 0), from - 1);
        matrix.data[row * from + column] = Math.max(0, 1 - Math.abs(near - column));
      }
    }
    return [matrix];
  },
  matmul: ([a, b], { transposeA, transposeB }: { transposeA: boolean; transposeB: boolean }) => [
    multiply(a!, b!, transposeA, transposeB),
  ],
};
