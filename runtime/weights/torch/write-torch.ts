import {
  call,
  emptyTuple,
  global,
  integer,
  no,
  type Pickled,
  persistent,
  pickle,
  text,
  tuple,
  withItems,
} from "../../../lib/pickle/write-pickle.ts";
import type { Tensor } from "../../../lib/safetensors.ts";
import { stateDictBytes } from "../../../lib/state-dict.ts";
import { writeZip } from "../zip/write-zip.ts";

/** The name of the file's one folder, as torch.save has it. */
const folder = "archive";

const emptyDict = call(global("collections", "OrderedDict"), emptyTuple);

/**
 * A state dict in PyTorch's zip format, float32 but for counters of batches (int64): an OrderedDict that
 * `torch.load(file, weights_only=True)` reads.
 * Throws ZipError where it would be over 4 GiB.
 */
export function writeTorch(tensors: ReadonlyMap<string, Tensor>): Uint8Array {
  const named = [...tensors].map(([key, { shape, data }]) => ({ key, shape, ...stateDictBytes(key, data) }));
  const items = named.map(({ key, shape, dtype }, storage) => {
    return [text(key), rebuiltTensor(storageTypes[dtype], String(storage), shape)] as const;
  });
  return writeZip([
    { name: `${folder}/data.pkl`, content: pickle(withItems(emptyDict, items)) },
    { name: `${folder}/byteorder`, content: ascii("little") },
    ...named.map(({ bytes }, storage) => ({ name: `${folder}/data/${storage}`, content: bytes })),
    { name: `${folder}/version`, content: ascii("3\n") },
  ]);
}

const storageTypes = { F32: "FloatStorage", I64: "LongStorage" } as const;

/** A call of `_rebuild_tensor_v2`: storage, offset, shape, strides, whether it needs a gradient, hooks. */
function rebuiltTensor(type: string, storage: string, shape: readonly number[]): Pickled {
  const count = shape.reduce((product, size) => product * size, 1);
  const place = [text("storage"), global("torch", type), text(storage), text("cpu"), integer(count)];
  const sizes = tuple(shape.map(integer));
  const strides = tuple(stridesOf(shape).map(integer));
  const args = tuple([persistent(tuple(place)), integer(0), sizes, strides, no, emptyDict]);
  return call(global("torch._utils", "_rebuild_tensor_v2"), args);
}

/** In row order; an axis without numbers counts as one, as in PyTorch. */
function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * Math.max(size, 1), 1));
}

function ascii(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
