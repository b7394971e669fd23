import { readPickle } from "../../../lib/pickle/read-pickle.ts";
import { readAll, type TorchFile } from "./read-torch.ts";
import { stateDictHost, stateDictOf } from "./state-dict.ts";
import type { Storage } from "./storage.ts";
import { TorchError } from "./torch-error.ts";

/** The first pickle of the file: the number 0x1950a86a20f9469cfc6c. */
const magic = [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];

export function isLegacyTorch(file: Uint8Array): boolean {
  return magic.every((byte, place) => file[place] === byte);
}

/**
 * Opens what `torch.save` wrote before PyTorch 1.6: five pickles one after the other (a magic number, a version, facts of the
 * system, the state dict, the keys of its storages), then for each key a count in eight bytes and the numbers' bytes. The
 * format has no checksum, so a flipped bit in a number goes unnoticed.
 *
 * @throws PickleError or TorchError
 */
export function openLegacyTorch(file: Uint8Array): TorchFile {
  const version = readPickle(file, stateDictHost, magic.length);
  if (version.value !== 1001) throw new TorchError("was written by a version of PyTorch that is not known");
  const system = readPickle(file, stateDictHost, version.end);
  const bigEndian = system.value instanceof Map && system.value.get("little_endian") === false;
  const saved = readPickle(file, stateDictHost, system.end);
  const stateDict = stateDictOf(saved.value);
  const keys = readPickle(file, stateDictHost, saved.end);
  const storages = new Map([...stateDict.values()].map(({ storage }) => [storage.key, storage]));
  const read = () => {
    const bytes = storageBytes(file, keys.end, keys.value, storages);
    return readAll(stateDict, (storage) => storage.toFloat32(bytes.get(storage.key)!, bigEndian));
  };
  return { stateDict, read };
}

/** The bytes of each storage's numbers, by key, in the order that the file has them in. */
function storageBytes(
  file: Uint8Array,
  begin: number,
  keys: unknown,
  storages: ReadonlyMap<string, Storage>,
): ReadonlyMap<string, Uint8Array> {
  if (!Array.isArray(keys) || keys.length !== storages.size || new Set(keys).size !== keys.length)
    throw new TorchError("is damaged: its list of storages is not that of its tensors");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const found = new Map<string, Uint8Array>();
  let at = begin;
  for (const key of keys) {
    const storage = storages.get(key);
    if (storage === undefined) throw new TorchError("is damaged: its list of storages is not that of its tensors");
    if (at + 8 + storage.bytes > file.length) throw new TorchError("is cut off: numbers of its tensors are missing");
    if (view.getBigUint64(at, true) !== BigInt(storage.count))
      throw new TorchError(`is damaged: storage ${storage.key} is not as long as its pickle says`);
    found.set(storage.key, file.subarray(at + 8, at + 8 + storage.bytes));
    at += 8 + storage.bytes;
  }
  if (at !== file.length) throw new TorchError(`has ${file.length - at} bytes after its last tensor`);
  return found;
}
