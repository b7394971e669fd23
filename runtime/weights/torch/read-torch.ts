import { readPickle } from "../../../lib/pickle/read-pickle.ts";
import type { Tensor } from "../../../lib/safetensors.ts";
import { ZipFile } from "../zip/read-zip.ts";
import { type StateDict, stateDictHost, stateDictOf } from "./state-dict.ts";
import type { Storage } from "./storage.ts";
import { elementsOf, readView, type TensorView } from "./tensor-view.ts";
import { TorchError } from "./torch-error.ts";

/** A state dict that was opened: its tensors are described; their numbers are read when they are asked for. */
export interface TorchFile {
  readonly stateDict: StateDict;
  /** Throws TorchError or ZipError where a storage is missing, damaged or of another length. */
  readonly read: () => ReadonlyMap<string, Tensor>;
}

/** Views may show a number many times: this often in all, and this many numbers in small files. */
const repetitions = 4;
const freeNumbers = 2 ** 24;

/**
 * Opens what `torch.save(state_dict, file)` writes since PyTorch 1.6: a zip file with the pickle `NAME/data.pkl` and each storage's bytes
 * in `NAME/data/KEY`. Nothing that the pickle asks for is run, but for the few functions in state-dict.ts.
 *
 * @throws PickleError, TorchError or ZipError
 */
export function openTorchZip(file: Uint8Array): TorchFile {
  const zip = new ZipFile(file);
  const folder = folderOf(zip.names);
  const stateDict = stateDictOf(readPickle(zip.read(`${folder}/data.pkl`)!, stateDictHost).value);
  const byteOrder = new TextDecoder().decode(zip.read(`${folder}/byteorder`) ?? new Uint8Array());
  const numbersOf = (storage: Storage) => {
    const name = `${folder}/data/${storage.key}`;
    const bytes = zip.bytesOf(name);
    if (bytes === undefined) throw new TorchError(`is damaged: it lacks ${name}, which its tensors are in`);
    if (bytes !== storage.bytes)
      throw new TorchError(`is damaged: ${name} has ${bytes} bytes, where its pickle speaks of ${storage.bytes}`);
    return storage.toFloat32(zip.read(name)!, byteOrder === "big");
  };
  return { stateDict, read: () => readAll(stateDict, numbersOf) };
}

/** Reads each storage once, and the tensors from them: all of the storages first, since until then their lengths are only claimed. */
export function readAll(stateDict: StateDict, numbersOf: (storage: Storage) => Float32Array): Map<string, Tensor> {
  const views = [...stateDict.values()];
  const stored = new Map(storagesOf(views).map((storage) => [storage.key, numbersOf(storage)]));
  checkTotal(views, [...stored.values()]);
  return new Map([...stateDict].map(([key, view]) => [key, readView(view, stored.get(view.storage.key)!)]));
}

function storagesOf(views: readonly TensorView[]): Storage[] {
  const known = new Map<string, Storage>();
  for (const { storage } of views) {
    const { key, dtype, count } = known.get(storage.key) ?? storage;
    if (dtype !== storage.dtype || count !== storage.count)
      throw new TorchError(`is damaged: its pickle describes storage ${key} in two ways`);
    known.set(key, storage);
  }
  return [...known.values()];
}

/** A view with stride 0 can claim any size; what is read stays in proportion to what is stored. */
function checkTotal(views: readonly TensorView[], stored: readonly Float32Array[]): void {
  const held = stored.reduce((sum, { length }) => sum + length, 0);
  const shown = views.reduce((sum, view) => sum + elementsOf(view), 0);
  if (shown > held * repetitions + freeNumbers)
    throw new TorchError(`is refused: its tensors would have ${shown} numbers, where the file holds ${held}`);
}

function folderOf(names: readonly string[]): string {
  const pickles = names.filter((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (pickles.length === 0) throw new TorchError("is a zip file, but none that torch.save wrote: it has no data.pkl");
  if (pickles.length > 1) throw new TorchError("has several data.pkl, where torch.save writes one");
  return pickles[0]!.slice(0, -"/data.pkl".length);
}
