import { readdirSync, readFileSync } from "node:fs";
import { memorySource } from "../../compiler/file-source.ts";
import { checkProject } from "../../compiler/index.ts";
import type { TypedGraph } from "../../compiler/ir/graph.ts";
import type { Program, Value } from "../../compiler/ir/program.ts";
import { specTexts } from "./check.ts";
import { drawn, drawnWeight, hash32 } from "./hashed.ts";
import type { Feeds } from "./interpret.ts";
import { countOf, type Tensor, tensor } from "./tensor.ts";

/** What PyTorch computed with a network of specs/ from hashed weights; made by scripts/goldens/spec-networks.py. */
export interface NetworkGolden {
  readonly model: string;
  readonly spec: string;
  readonly madeWith: string;
  /** Height and width. */
  readonly size: readonly [number, number];
  readonly batch: number;
  /** The output with running statistics and without dropout. */
  readonly inference: readonly number[];
  readonly training: readonly number[];
  readonly loss: number;
  readonly gradients: Readonly<Record<string, TensorGolden>>;
  /** Running statistics after three steps on the same batch with the same weights. */
  readonly statistics: Readonly<Record<string, NonZeroGolden>>;
  /**
   * With batch norm only: the numbers at each ReLU that rounding may put on the other side of 0. PyTorch's `float32Error` of the
   * gradients is then that of a run in which its ReLUs decided as in float64.
   */
  readonly decisions?: readonly Decisions[];
  /** And the errors of its gradients where float32 decides for itself, over one or several batches. */
  readonly free?: readonly { readonly median: number; readonly most: number }[];
}

/** Which numbers near 0 a ReLU let through in float64, by index. */
export interface Decisions {
  /** How many numbers there are. */
  readonly count: number;
  readonly on: readonly number[];
  readonly off: readonly number[];
}

export type TensorGolden = NonZeroGolden | { readonly zero: true; readonly float32Norm: number };

export interface NonZeroGolden {
  readonly norm: number;
  /** The largest absolute number. */
  readonly largest: number;
  /** Norm of the difference of PyTorch's float32 from its float64, by the norm. */
  readonly float32Error: number;
  readonly sketch: readonly number[];
  /** Some of the numbers, every n-th from the first; none of gradients through batch norm. */
  readonly every?: number;
  readonly samples?: readonly number[];
}

const folder = new URL("../goldens/networks/", import.meta.url);

/** Names of the goldens, `FaceNet@64x64`. */
export const networkNames: readonly string[] = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

export function networkGolden(name: string): NetworkGolden {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as NetworkGolden;
}

/** The spec's model for pictures of the golden's size. */
export function networkOf({ model, spec, size }: NetworkGolden): TypedGraph {
  const text = specTexts[`${spec}.kpnet`]!.replace(/image\[1, \d+, \d+\]/, `image[1, ${size.join(", ")}]`);
  const project = checkProject(`${spec}.kpnet`, memorySource({ ...specTexts, [`${spec}.kpnet`]: text }));
  return project.models.get(model)!;
}

/** All that a program takes whose batch is bound; as the script computes it. */
export function hashedFeeds(program: Program): Feeds {
  const numbers = (name: string, { shape }: Value, low: number, high: number) =>
    tensor(shape as number[], drawn(name, shape as number[], low, high));
  const [image, target] = program.inputs;
  return {
    inputs: [numbers("image", image!, -1, 1), ...(target === undefined ? [] : [numbers("target", target, 0, 1)])],
    weights: Object.fromEntries(program.weights.map(({ key, value }) => [key, weight(key, value.shape as number[])])),
    masks: Object.fromEntries(program.masks.map(({ path, value }) => [path, dropped(numbers(path, value, 0, 1))])),
  };
}

/** The document's dropout, p = 0.2. */
function dropped({ shape, data }: Tensor): Tensor {
  return tensor(
    shape,
    data.map((x) => (x >= 0.2 ? Math.fround(1 / Math.fround(0.8)) : 0)),
  );
}

/** As the hash gives it, but for the filters of blurpool. */
function weight(key: string, shape: readonly number[]): Tensor {
  if (!key.endsWith(".filt")) return tensor(shape, drawnWeight(key, shape));
  const row = [1, 3, 3, 1];
  const filter = row.flatMap((a) => row.map((b) => (a * b) / 64));
  return tensor(
    shape,
    Float64Array.from({ length: countOf(shape) }, (_, index) => filter[index % 16]!),
  );
}

/** Sums of the numbers with hashed signs, each in a hashed bucket, as the script makes them. */
function sketch(data: Float64Array, buckets: number): Float64Array {
  const sums = new Float64Array(buckets);
  for (let i = 0; i < data.length; i++) {
    const hash = hash32(i);
    sums[hash % buckets]! += hash >>> 31 === 1 ? data[i]! : -data[i]!;
  }
  return sums;
}

/** Norm of the difference by the norm of what PyTorch has in float64, found out from the sketch: right but for some 20 %. */
export function sketchedError({ data }: Tensor, golden: NonZeroGolden): number {
  const own = sketch(data, golden.sketch.length);
  return Math.hypot(...own.map((sum, bucket) => sum - golden.sketch[bucket]!)) / golden.norm;
}

/** max|a - b| / max|b| by the samples. */
export function sampledError({ data }: Tensor, { every, samples, largest }: NonZeroGolden): number {
  return Math.max(...samples!.map((sample, index) => Math.abs(data[index * every!]! - sample))) / largest;
}

export function norm({ data }: Tensor): number {
  return Math.sqrt(data.reduce((sum, number) => sum + number * number, 0));
}

export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
