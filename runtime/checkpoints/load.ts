import { printable } from "../../lib/printable.ts";
import type { Tensors, TrainingState } from "../engines/engine.ts";
import { RunError } from "../errors.ts";
import { readWhole } from "../read-whole.ts";
import { systemReason } from "../system-error.ts";
import { type Checkpoint, decodeCheckpoint, decodeWeights } from "./checkpoint.ts";
import type { WeightShapes } from "./weight-shapes.ts";

/** A checkpoint of this model. Throws RunError (3) where the file is missing, damaged or another model's. */
export async function loadCheckpoint(path: string, shapes: WeightShapes): Promise<Checkpoint> {
  const checkpoint = await decodeFile(path, decodeCheckpoint);
  checkSizes(path, checkpoint.state.weights, shapes);
  checkSlots(path, checkpoint.state, shapes);
  return checkpoint;
}

/** The weights for this model from any safetensors file whose keys and shapes are those of its state dict. */
export async function loadWeights(path: string, shapes: WeightShapes): Promise<Tensors> {
  const tensors = await decodeFile(path, decodeWeights);
  checkKeys(path, [...tensors.keys()], shapes);
  for (const [key, { shape }] of tensors) {
    const wanted = shapes.get(key)!;
    if (shape.join() !== wanted.join())
      throw new RunError(`${path}: ${key} is [${shape.join(", ")}], the model needs [${wanted.join(", ")}]`, 3);
  }
  return new Map([...shapes.keys()].map((key) => [key, tensors.get(key)!.data]));
}

/** What `decode` makes of a file's bytes. Its errors say what is wrong; thrown is RunError (3), which names the file. */
export async function decodeFile<T>(path: string, decode: (bytes: Uint8Array) => T): Promise<T> {
  let bytes: Uint8Array;
  try {
    bytes = await readWhole(path, "a file of weights");
  } catch (error) {
    throw new RunError(`${path} ${whyUnread(error)}`, 3, { cause: error });
  }
  try {
    return decode(bytes);
  } catch (error) {
    throw new RunError(`${path} ${printable((error as Error).message)}`, 3, { cause: error });
  }
}

function whyUnread(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return "is missing";
  const reason = systemReason(error);
  return reason === undefined ? (error as Error).message : `could not be read: ${reason}`;
}

function checkKeys(path: string, keys: readonly string[], shapes: WeightShapes): void {
  const missing = [...shapes.keys()].filter((key) => !keys.includes(key));
  const unexpected = keys.filter((key) => !shapes.has(key));
  if (missing.length > 0) throw new RunError(`${path} lacks weights of the model: ${printable(someOf(missing))}`, 3);
  if (unexpected.length > 0)
    throw new RunError(`${path} has weights that the model lacks: ${printable(someOf(unexpected))}`, 3);
}

function checkSizes(path: string, tensors: Tensors, shapes: WeightShapes): void {
  checkKeys(path, [...tensors.keys()], shapes);
  for (const [key, values] of tensors) {
    const wanted = shapes.get(key)!;
    if (values.length !== wanted.reduce((product, size) => product * size, 1))
      throw new RunError(`${path}: ${key} has ${values.length} numbers, the model needs [${wanted.join(", ")}]`, 3);
  }
}

/** Slots may cover some weights only (not frozen ones), but each must fit its weight. */
function checkSlots(path: string, { slots, weights }: TrainingState, shapes: WeightShapes): void {
  for (const [key, values] of slots) {
    const weight = key.slice(key.indexOf("/") + 1);
    if (!shapes.has(weight) || values.length !== weights.get(weight)!.length)
      throw new RunError(`${path}: the optimizer's ${key} fits no weight of the model`, 3);
  }
}

function someOf(keys: readonly string[]): string {
  return keys.length <= 3 ? keys.join(", ") : `${keys.slice(0, 3).join(", ")} and ${keys.length - 3} more`;
}
