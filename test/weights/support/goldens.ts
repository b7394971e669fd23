import { readFileSync } from "node:fs";
import type { Tensor } from "../../../lib/safetensors.ts";

/** A file that scripts/goldens/weights.py wrote with PyTorch. */
export function golden(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../goldens/${name}`, import.meta.url)));
}

interface Expected {
  readonly files: Readonly<Record<string, Readonly<Record<string, { shape: number[]; data: number[] }>>>>;
  /** NoseNet's answers for two pictures, with the weights of nosenet.pt. */
  readonly nosenet: readonly number[];
}

export const expected = JSON.parse(
  readFileSync(new URL("../goldens/expected.json", import.meta.url), "utf8"),
) as Expected;

/** The tensors that PyTorch wrote into the files of that name. */
export function expectedTensors(name: string): Map<string, Tensor> {
  const tensors = Object.entries(expected.files[name]!);
  return new Map(tensors.map(([key, { shape, data }]) => [key, { shape, data: Float32Array.from(data) }]));
}
