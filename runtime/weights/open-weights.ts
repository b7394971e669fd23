import { printable } from "../../lib/printable.ts";
import { describeSafetensors, SafetensorsError, type Tensor, type TensorDescription } from "../../lib/safetensors.ts";
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
  if (bytes.length === 0) throw new SafetensorsError("is empty, where weights should be");
  switch (encodingOf(bytes)) {
    case "torch zip":
      return fromTorch(openTorchZip(bytes));
    case "legacy torch":
      return fromTorch(openLegacyTorch(bytes));
    case "safetensors":
      return { format: "safetensors", tensors: describeSafetensors(bytes), read: () => decodeWeights(bytes) };
    case undefined:
      throw new SafetensorsError("is no file of weights: neither safetensors nor a state dict as torch.save writes it");
  }
}

/** What a file of weights begins like; its first `startBytes` are enough, and what is cut off before is taken for safetensors. */
export function encodingOf(start: Uint8Array): "torch zip" | "legacy torch" | "safetensors" | undefined {
  if (zipStart.every((byte, place) => start[place] === byte)) return "torch zip";
  if (isLegacyTorch(start)) return "legacy torch";
  // Eight bytes say how long the header is, which is a JSON object.
  return start.length <= 8 || start[8] === brace ? "safetensors" : undefined;
}

export const startBytes = 16;
const zipStart = [0x50, 0x4b, 3, 4];
const brace = 0x7b;

function fromTorch({ stateDict, read }: TorchFile): WeightsFile {
  const tensors = [...stateDict].map(([name, { storage, shape }]) => ({ name, dtype: storage.dtype, shape }));
  return { format: "torch", tensors, read };
}
