import { readFileSync } from "node:fs";
import type { TypedGraph } from "../../compiler/ir/graph.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import type { PlannedCall } from "../../compiler/ir/plan.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { placeOfFile } from "../../diagnostics/place.ts";
import { type ChainStep, chain } from "./chain.ts";
import { countOf, type Tensor, tensor } from "./tensor.ts";

/** A chain of steps with all numbers that go in, and what PyTorch computed; made by scripts/goldens/parity.py. */
export interface ParityCase {
  readonly name: string;
  /** Shapes are those of one example. */
  readonly input: readonly number[];
  /** `torch` is how PyTorch prints the module; null for what it has no module for. */
  readonly steps: readonly (ChainStep & { readonly torch: string | null })[];
  readonly output: readonly number[];
  readonly loss: { readonly name: string; readonly parameters: ParameterValues };
  readonly batch: number;
  readonly feeds: {
    readonly input: readonly number[];
    readonly target: readonly number[];
    readonly weights: Readonly<Record<string, readonly number[]>>;
    readonly masks: Readonly<Record<string, readonly number[]>>;
  };
  readonly expected: {
    readonly loss: number;
    /** The output with dropout by the masks, and with dropout off. */
    readonly training: readonly number[];
    readonly inference: readonly number[];
    readonly gradients: Readonly<Record<string, readonly number[]>>;
    /** Running statistics after three steps on the same batch with the same weights. */
    readonly statistics?: Readonly<Record<string, readonly number[]>>;
  };
}

export const parityGroups = [
  "conv2d",
  "pools",
  "ceil_pools",
  "adaptive_pools",
  "activations",
  "linear",
  "dropout",
  "norms",
  "joins",
  "losses",
  "networks",
  "gates",
  "heatmaps",
  "blurpool",
  "padding",
  "upsampling",
  "wing",
] as const;

/** The cases of a group, or of all. */
export function parityCases(group?: (typeof parityGroups)[number]): ParityCase[] {
  const groups = group === undefined ? parityGroups : [group];
  return groups.flatMap((name) => readGolden<ParityCase[]>(name));
}

/** A file of test/goldens/parity. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../goldens/parity/${name}.json`, import.meta.url), "utf8")) as T;
}

/** The graph that the compiler would make of the case's chain. */
export function graphOf({ input, steps, output }: ParityCase): TypedGraph {
  return chain(
    input,
    steps.map(({ torch: _torch, ...step }) => step),
    { role: output.at(-1) === 2 && output.length === 2 ? "points" : "features", shape: output },
  );
}

export function call(name: string, parameters: ParameterValues = {}): PlannedCall {
  return { name, parameters, origin: { place: placeOfFile("test.kpnet"), via: [], allowed: [] } };
}

/** All that a program takes, under its shapes (whose batch is bound): inputs and target, weights, masks. */
export function feedsOf({ feeds }: ParityCase, program: Program) {
  const shaped = (shape: readonly unknown[], numbers: readonly number[]) =>
    tensor(shape as number[], Float32Array.from(numbers));
  const given = [feeds.input, feeds.target];
  return {
    inputs: program.inputs.map(({ shape }, index) => shaped(shape, given[index]!)),
    weights: Object.fromEntries(
      program.weights.map(({ key, value }) => [key, shaped(value.shape, feeds.weights[key]!)]),
    ),
    masks: Object.fromEntries(program.masks.map(({ path, value }) => [path, shaped(value.shape, feeds.masks[path]!)])),
  };
}

/** What PyTorch computed for NoseNet on two pictures, with the weights of `hashedTensors`. */
export interface NoseNetGolden {
  readonly outputs: readonly number[];
  readonly loss: number;
  /** Every n-th number of a gradient, and its largest absolute one. */
  readonly gradients: Readonly<
    Record<string, { readonly every: number; readonly samples: readonly number[]; readonly largest: number }>
  >;
}

/** The float32 numbers of [0, 1) that scripts/goldens/parity.py computes by the same hash. */
export function hashed(count: number, offset: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => {
    let x = (index + offset) >>> 0;
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad) >>> 0;
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97) >>> 0;
    return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32;
  });
}

/** NoseNet's weights, two pictures and their targets, for a training program whose batch is bound to 2. */
export function hashedNoseNetFeeds(program: Program) {
  const weights: Record<string, Tensor> = {};
  let offset = 0;
  let fanIn = 1;
  for (const { key, value } of program.weights) {
    const shape = value.shape as number[];
    const count = countOf(shape);
    if (key.endsWith(".weight")) fanIn = count / shape[0]!;
    const numbers = hashed(count, offset).map((x) => Math.fround((x * 2 - 1) / Math.sqrt(fanIn)));
    weights[key] = { shape, data: numbers };
    offset += count;
  }
  const image = hashed(2 * 4800, offset).map((x) => Math.fround(x - 0.5));
  const target = hashed(4, offset + 9600).map(Math.fround);
  return { inputs: [tensor([2, 1, 60, 80], image), tensor([2, 1, 2], target)], weights };
}
