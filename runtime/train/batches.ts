import type { Program } from "../../compiler/ir/program.ts";
import { stream } from "../../lib/random.ts";
import { drawMasks } from "../data/masks.ts";
import type { Batch } from "../engines/engine.ts";
import { Lookahead } from "./lookahead.ts";
import { targetWeights } from "./target-weights.ts";

/** One example as the network takes it. */
export interface NetworkExample {
  readonly input: Float32Array;
  readonly target: Float32Array;
  /** [points]: 1 for a point that counts in the loss, 0 for a hidden one; absent where the examples hide none. */
  readonly visible?: Float32Array;
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
  /** The last epoch; nothing is made ready beyond it. */
  readonly epochs: number;
  readonly seed: number;
  /** Batches a step; the epoch's last step may have fewer. */
  readonly accumulate: number;
  readonly program: Pick<Program, "masks">;
}

/** Steps whose batches are made ready while the engine works on another one. */
const stepsAhead = 3;

/**
 * All examples once an epoch, in an order that depends on (seed, epoch) alone. As in PyTorch's DataLoader, the last batch
 * is smaller where the batch size doesn't divide the examples. The batches that come next are made while the caller works
 * on the one that it asked for.
 */
export function shuffledBatches(source: ExampleSource, options: BatchOptions): BatchSource {
  const { batch: size, accumulate, epochs, seed, program } = options;
  const indices = [...source.ids.keys()];
  const stepsPerEpoch = Math.ceil(Math.ceil(indices.length / size) / accumulate);
  const orderOf = rememberLast(2, (epoch: number) => stream({ seed, epoch, path: "order" }).shuffled(indices));
  const makeStep = async (epoch: number, chosen: readonly number[]): Promise<readonly Batch[]> => {
    const examples = await Promise.all(chosen.map((index) => source.example(index, epoch)));
    const weights = targetWeights(examples.map((example) => example.visible));
    return ranges(chosen.length, size).map(([from, to]) => {
      const own = examples.slice(from, to);
      const ids = chosen.slice(from, to).map((index) => source.ids[index]!);
      return {
        count: own.length,
        inputs: [concat(own.map((example) => example.input))],
        target: concat(own.map((example) => example.target)),
        ...(weights && { targetWeight: concat(weights.slice(from, to)) }),
        masks: drawMasks(program, ids, { seed, epoch }),
      };
    });
  };
  const lookahead = new Lookahead<StepPosition, readonly Batch[]>({
    make({ epoch, step }) {
      return makeStep(epoch, orderOf(epoch).slice(step * size * accumulate, (step + 1) * size * accumulate));
    },
    next({ epoch, step }) {
      if (step + 1 < stepsPerEpoch) return { epoch, step: step + 1 };
      return epoch < epochs ? { epoch: epoch + 1, step: 0 } : undefined;
    },
    ahead: stepsAhead,
  });
  return {
    examples: indices.length,
    stepsPerEpoch,
    epoch: (epoch) => ({ steps: stepsPerEpoch, batches: (step) => lookahead.take({ epoch, step }) }),
  };
}

/** Where each batch of a step begins and ends; the last one may be smaller. */
function ranges(count: number, size: number): (readonly [from: number, to: number])[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, part) => [part * size, (part + 1) * size]);
}

interface StepPosition {
  readonly epoch: number;
  readonly step: number;
}

/** `work`, which is done again only for what is none of the last `count` questions. */
function rememberLast<A, R>(count: number, work: (about: A) => R): (about: A) => R {
  const known = new Map<A, R>();
  return (about) => {
    const answer = known.get(about) ?? work(about);
    known.delete(about);
    known.set(about, answer);
    if (known.size > count) known.delete(known.keys().next().value!);
    return answer;
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
