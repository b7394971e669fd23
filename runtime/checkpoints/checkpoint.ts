import { crc32 } from "node:zlib";
import { readSafetensors, type Tensor, writeSafetensors } from "../../lib/safetensors.ts";
import type { Tensors, TrainingState } from "../engines/engine.ts";
import type { Progress } from "../train/train.ts";
import { type CheckpointNote, checkNote } from "./checkpoint-note.ts";
import { shapeOf, type WeightShapes } from "./weight-shapes.ts";

/** A whole training run between two epochs. */
export interface Checkpoint {
  readonly model: string;
  readonly state: TrainingState;
  readonly progress: Progress;
}

/** Stands before the optimizer's tensors, so that what remains is the model's state dict: `optimizer/exp_avg/conv1.weight`. */
const optimizerPrefix = "optimizer/";
/** The one metadata entry: a JSON text. */
const noteKey = "kpnet_checkpoint";

/**
 * A run's state as one safetensors file: weights under their state-dict keys and in PyTorch's layout, the optimizer's
 * numbers beside them, and the position in the metadata. One file, so that it is replaced in one move.
 */
export function encodeCheckpoint(checkpoint: Checkpoint, shapes: WeightShapes): Uint8Array {
  const { model, state, progress } = checkpoint;
  const tensors = shaped(state.weights, shapes);
  for (const [key, data] of state.slots) {
    const weight = key.slice(key.indexOf("/") + 1);
    tensors.set(optimizerPrefix + key, { shape: shapeOf(shapes, weight), data });
  }
  return encode(tensors, {
    model,
    finishedEpochs: progress.finishedEpochs,
    step: state.step,
    best: progress.best ?? null,
    ...(progress.patienceFrom === undefined ? {} : { patienceFrom: progress.patienceFrom }),
  });
}

/** Weights alone, with the epoch that they come from: a state dict that PyTorch reads as it is. */
export function encodeWeights(weights: Tensors, shapes: WeightShapes, model: string, epoch: number): Uint8Array {
  return encode(shaped(weights, shapes), { model, finishedEpochs: epoch });
}

/**
 * Reads what `encodeCheckpoint` wrote. Throws an Error whose message says what is wrong with the file, without its name
 * ("is cut off: ...").
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes);
  const note = checkNote(metadata[noteKey]);
  if (note.step === undefined || note.best === undefined)
    throw new Error("holds weights only, without the state of a training run");
  if (checksum(tensors) !== note.crc32) throw new Error("is damaged: its checksum is not that of its numbers");
  const weights = new Map<string, Float32Array>();
  const slots = new Map<string, Float32Array>();
  for (const [key, { data }] of tensors) {
    if (key.startsWith(optimizerPrefix)) slots.set(key.slice(optimizerPrefix.length), data);
    else weights.set(key, data);
  }
  return {
    model: note.model,
    state: { weights, slots, step: note.step },
    progress: {
      finishedEpochs: note.finishedEpochs,
      best: note.best ?? undefined,
      ...(note.patienceFrom === undefined ? {} : { patienceFrom: note.patienceFrom }),
    },
  };
}

/** The weights in any safetensors file; of a checkpoint of ours, the optimizer's part is left out. Throws as above. */
export function decodeWeights(bytes: Uint8Array): ReadonlyMap<string, Tensor> {
  const { tensors, metadata } = readSafetensors(bytes);
  const note = metadata[noteKey];
  if (note !== undefined && checksum(tensors) !== checkNote(note).crc32)
    throw new Error("is damaged: its checksum is not that of its numbers");
  return new Map([...tensors].filter(([key]) => !key.startsWith(optimizerPrefix)));
}

function encode(tensors: ReadonlyMap<string, Tensor>, note: Omit<CheckpointNote, "format" | "crc32">): Uint8Array {
  const complete: CheckpointNote = { format: "kpnet-checkpoint/1", ...note, crc32: checksum(tensors) };
  return writeSafetensors({ tensors, metadata: { [noteKey]: JSON.stringify(complete) } });
}

function shaped(weights: Tensors, shapes: WeightShapes): Map<string, Tensor> {
  return new Map([...weights].map(([key, data]) => [key, { shape: shapeOf(shapes, key), data }]));
}

/** Of all numbers, in the file's order: safetensors has no check of its own against a flipped bit. */
function checksum(tensors: ReadonlyMap<string, Tensor>): number {
  let sum = 0;
  for (const { data } of tensors.values()) {
    sum = crc32(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), sum);
  }
  return sum;
}
