import type { Program } from "../../compiler/ir/program.ts";
import { stream } from "../../lib/random.ts";
import { drawMasks } from "../data/masks.ts";
import type { Batch } from "../engines/engine.ts";

/** One example as the network takes it. */
export interface NetworkExample {
  readonly input: Float32Array;
  readonly target: Float32Array;
}

/** The examples that batches are made of. */
export interface ExampleSource {
  /** In the order of the dataset; an example's id is what its random streams are keyed by. */
  readonly ids: readonly string[];
  /** Example `index` as it is in this epoch (from 1): the random steps of `augment train` draw anew in each. */
  example(index: number, epoch: number): Promise<NetworkExample>;
}

/** The batches of one epoch, as many of them a step as make one update. */
export interface EpochBatches {
  readonly steps: number;
  /** `step` counts from 0. */
  batches(step: number): Promise<readonly Batch[]>;
}

export interface BatchSource {
  /** In an epoch. */
  readonly examples: number;
  readonly stepsPerEpoch: number;
  epoch(epoch: number): EpochBatches;
}

export interface BatchOptions {
  readonly batch: number;
  readonly seed: number;
  /** Batches a step; the epoch's last step may have fewer. */
  readonly accumulate: number;
  readonly program: Pick<Program, "masks">;
}

/**
 * All examples once an epoch, in an order that depends on (seed, epoch) alone. As in PyTorch's DataLoader, the last batch
 * is smaller where the batch size doesn't divide the examples.
 */
export function shuffledBatches(source: ExampleSource, options: BatchOptions): BatchSource {
  const { batch: size, seed, accumulate, program } = options;
  const indices = [...source.ids.keys()];
  const stepsPerEpoch = Math.ceil(Math.ceil(indices.length / size) / accumulate);
  return {
    examples: indices.length,
    stepsPerEpoch,
    epoch(epoch) {
      const order = stream({ seed, epoch, path: "order" }).shuffled(indices);
      const makeBatch = async (chosen: readonly number[]): Promise<Batch> => {
        const examples = await Promise.all(chosen.map((index) => source.example(index, epoch)));
        const ids = chosen.map((index) => source.ids[index]!);
        return {
          count: chosen.length,
          inputs: [concat(examples.map((example) => example.input))],
          target: concat(examples.map((example) => example.target)),
          masks: drawMasks(program, ids, { seed, epoch }),
        };
      };
      return {
        steps: stepsPerEpoch,
        batches(step) {
          const chosen = order.slice(step * size * accumulate, (step + 1) * size * accumulate);
          const parts = Math.ceil(chosen.length / size);
          const each = Array.from({ length: parts }, (_, part) => chosen.slice(part * size, (part + 1) * size));
          return Promise.all(each.map(makeBatch));
        },
      };
    },
  };
}

/** One array with all numbers of all parts, in order. */
export function concat(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
