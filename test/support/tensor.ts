/** Numbers under axes, the last of which runs fastest. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function tensor(shape: readonly number[], numbers: ArrayLike<number>): Tensor {
  if (numbers.length !== countOf(shape)) throw new Error(`${numbers.length} numbers for [${shape}]`);
  return { shape, data: Float64Array.from(numbers) };
}

export function zeros(shape: readonly number[]): Tensor {
  return { shape, data: new Float64Array(countOf(shape)) };
}

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** How far apart, in `data`, neighbours along each axis lie. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  return strides;
}

/** The index along each axis of the number at `position` in `data`. */
export function indicesAt(shape: readonly number[], position: number): number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(position / stride) % shape[axis]!);
}

/** Position in `data`; axes of size 1 are read at 0 whatever the index, and missing leading ones are passed over. */
export function positionOf(shape: readonly number[], indices: readonly number[]): number {
  const own = indices.slice(indices.length - shape.length);
  return stridesOf(shape).reduce((sum, stride, axis) => sum + (shape[axis] === 1 ? 0 : own[axis]! * stride), 0);
}

/** max|a - b| / max|b|; Infinity where shapes differ or a number is none. */
export function relativeError(actual: Tensor, expected: Tensor): number {
  if (actual.shape.join() !== expected.shape.join()) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.data.length; i++) {
    const distance = Math.abs(actual.data[i]! - expected.data[i]!);
    if (Number.isNaN(distance)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, distance);
    largest = Math.max(largest, Math.abs(expected.data[i]!));
  }
  return difference === 0 ? 0 : difference / Math.max(largest, 1e-12);
}
