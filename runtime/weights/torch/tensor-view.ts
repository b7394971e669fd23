import type { Tensor } from "../../../lib/safetensors.ts";
import { isCount, Storage } from "./storage.ts";
import { TorchError } from "./torch-error.ts";

/** A tensor as PyTorch keeps it: a place in a storage, and for each axis how far it is to the next number there. */
export interface TensorView {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

const mostAxes = 64;

/**
 * From the arguments of `torch._utils._rebuild_tensor_v2`: storage, offset, shape, strides, and what is of no
 * consequence here. Throws TorchError where it would reach beyond its storage.
 */
export function tensorView([storage, offset, shape, strides]: readonly unknown[]): TensorView {
  if (!(storage instanceof Storage) || !isCount(offset) || !isCounts(shape) || !isCounts(strides))
    throw new TorchError("is damaged: a tensor in its pickle is not described as PyTorch does");
  if (shape.length !== strides.length || shape.length > mostAxes)
    throw new TorchError("is damaged: a tensor's strides are not those of its shape");
  const empty = shape.includes(0);
  const last = offset + shape.reduce((sum, size, axis) => sum + (size - 1) * strides[axis]!, 0);
  if (!empty && !(last < storage.count))
    throw new TorchError(
      `is damaged: a tensor [${shape.join(", ")}] would reach beyond the ${storage.count} numbers stored`,
    );
  return { storage, offset, shape, strides };
}

export function elementsOf({ shape }: TensorView): number {
  // The other sizes may overflow, and nothing times infinity is no number.
  if (shape.includes(0)) return 0;
  return shape.reduce((product, size) => product * size, 1);
}

/** The tensor's numbers in row order; `stored` are those of its storage. */
export function readView(view: TensorView, stored: Float32Array): Tensor {
  const { offset, shape, strides } = view;
  const count = elementsOf(view);
  if (isInRowOrder(view)) return { shape, data: stored.subarray(offset, offset + count) };
  const data = new Float32Array(count);
  const place = shape.map(() => 0);
  let at = offset;
  for (let index = 0; index < count; index++) {
    data[index] = stored[at]!;
    // Counts on like an odometer: the last axis first, and the axis before whenever one has come round.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      place[axis]! += 1;
      if (place[axis]! < shape[axis]!) break;
      at -= place[axis]! * strides[axis]!;
      place[axis] = 0;
    }
  }
  return { shape, data };
}

/** Strides of axes with one number, or of a tensor with none, mean nothing. */
function isInRowOrder({ shape, strides }: TensorView): boolean {
  if (shape.includes(0)) return true;
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isCount);
}
