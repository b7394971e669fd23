import { printable } from "../../lib/printable.ts";
import { describeSafetensors, type Tensor, type TensorDescription } from "../../lib/safetensors.ts";
import { decodeWeights } from "../checkpoints/checkpoint.ts";
import { decodeFile } from "../checkpoints/load.ts";
import { RunError } from "../errors.ts";
import { isLegacyTorch, openLegacyTorch } from "./torch/read-legacy.ts";
import { openTorchZip, type TorchFile } from "./torch/read-torch.ts";

export type WeightsFormat = "safetensors" | "torch";

/** A file of weights. */
export interface WeightsFile {
  readonly format: WeightsFormat;
  /** Every tensor in it, in its order, with the dtype that it has there. */
  readonly tensors: readonly TensorDescription[];
  /** The numbers as float32. Of a run's checkpoint the weights alone, without the optimizer's part. */
  readonly read: () => ReadonlyMap<string, Tensor>;
}

/** Opens a safetensors file or a state dict of PyTorch, whichever it is. Throws RunError (3), which names the file. */
export async function openWeights(path: string): Promise<WeightsFile> {
  const file = await decodeFile(path, openBytes);
  const read = () => {
    try {
      return file.read();
    } catch (error) {
      throw new RunError(`${path} ${printable((error as Error).message)}`, 3, { cause: error });
    }
  };
  return { ...file, read };
}

/** The same, from bytes; what it throws has a message without the file's name ("is cut off: ..."). */
export function openBytes(bytes: Uint8Array): WeightsFile {
  if (startsWith(bytes, zipStart)) return fromTorch(openTorchZip(bytes));
  if (isLegacyTorch(bytes)) return fromTorch(openLegacyTorch(bytes));
  return { format: "safetensors", tensors: describeSafetensors(bytes), read: () => decodeWeights(bytes) };
}

const zipStart = [0x50, 0x4b, 3, 4];

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte);
}

function fromTorch({ stateDict, read }: TorchFile): WeightsFile {
  const tensors = [...stateDict].map(([name, { storage, shape }]) => ({ name, dtype: storage.dtype, shape }));
  return { format: "torch", tensors, read };
}
