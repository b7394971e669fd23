import { type Dtype, dtypes } from "../../../lib/safetensors-dtypes.ts";
import { TorchError } from "./torch-error.ts";

/** The type of a storage, which is also the dtype of the tensors in it; by the names that a pickle has for them. */
export const storageTypes: Readonly<Record<string, StorageType | undefined>> = {
  "torch.FloatStorage": { dtype: "F32" },
  "torch.DoubleStorage": { dtype: "F64" },
  "torch.HalfStorage": { dtype: "F16" },
  "torch.BFloat16Storage": { dtype: "BF16" },
  "torch.LongStorage": { dtype: "I64" },
  "torch.IntStorage": { dtype: "I32" },
  "torch.ShortStorage": { dtype: "I16" },
  "torch.CharStorage": { dtype: "I8" },
  "torch.ByteStorage": { dtype: "U8" },
  "torch.BoolStorage": { dtype: "BOOL" },
};

export interface StorageType {
  readonly dtype: Dtype;
}

/** A flat row of numbers that tensors are views of. */
export class Storage {
  readonly key: string;
  readonly dtype: Dtype;
  readonly count: number;

  constructor(key: string, dtype: Dtype, count: number) {
    this.key = key;
    this.dtype = dtype;
    this.count = count;
  }

  /** Of its numbers, in the file. */
  get bytes(): number {
    return this.count * dtypes[this.dtype].bytes;
  }

  /** What a pickle writes in a storage's place: `("storage", torch.FloatStorage, "0", "cpu", 6)`. Throws TorchError. */
  static fromPersistentId(id: unknown): Storage {
    if (!Array.isArray(id)) throw damagedId();
    const [kind, type, key, _device, count] = id;
    const known = typeof type === "object" && type !== null && "dtype" in type;
    if (kind !== "storage" || !known || typeof key !== "string" || !isCount(count)) throw damagedId();
    return new Storage(key, (type as StorageType).dtype, count);
  }

  /** The numbers, from its bytes in the file. */
  toFloat32(bytes: Uint8Array, bigEndian: boolean): Float32Array {
    // A copy, which begins at a multiple of every size of number.
    const own = new Uint8Array(bytes);
    if (bigEndian) swapBytes(own, dtypes[this.dtype].bytes);
    return dtypes[this.dtype].toFloat32(own);
  }
}

export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function swapBytes(bytes: Uint8Array, size: number): void {
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}

function damagedId(): TorchError {
  return new TorchError("is damaged: a storage in its pickle is not described as PyTorch does");
}
