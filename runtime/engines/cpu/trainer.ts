import { availableParallelism } from "node:os";
import type { EmittedFiles } from "../emitted-files.ts";
import {
  averageSlot,
  type Batch,
  type StepResult,
  type Trainer,
  type TrainingState,
  type UpdateRules,
} from "../engine.ts";
import { Barrier } from "./barrier.ts";
import type { CpuWorker } from "./cpu-worker.ts";
import { type EmittedModel, sizeOf } from "./emitted-module.ts";
import { OtherPartFailed } from "./exchange.ts";
import { fill, tensorsOf } from "./flat.ts";
import { flatRules } from "./flat-rules.ts";
import type { BatchPart, SharedMemory, WorkerState } from "./messages.ts";
import { type Partition, partitionOf, ranges } from "./partition.ts";
import { buffersOf, cut, joined, predictInParts } from "./parts.ts";
import { threads } from "./threads.ts";

export interface CpuTrainerOptions extends EmittedFiles {
  readonly state: TrainingState;
  /** Examples in a full batch; smaller ones are fine too. */
  readonly batch: number;
  /** As many as there are cores, where left out. The same number gives the same bytes. */
  readonly threads?: number;
  /** The optimizer's formula alone where left out. */
  readonly rules?: UpdateRules;
}

const plainRules: UpdateRules = { rateOf: () => 1 };

/**
 * Opens what the `cpu` target emitted for training. Throws RunError where onnxruntime-node does not load (4) or the emitted
 * files are missing or damaged (3).
 */
export async function createCpuTrainer(options: CpuTrainerOptions): Promise<Trainer> {
  const { threads: cores = availableParallelism(), state, batch, folder, model: name, rules = plainRules } = options;
  const files = { folder, model: name };
  const workers = await threads.lend(1);
  try {
    const model = await workers[0]!.request({ kind: "describe", files });
    const weights = sizeOf(model.weights);
    const independentExamples = model.independentExamples ?? false;
    const partition = partitionOf({ threads: cores, batch, independentExamples, weights });
    workers.push(...(await threads.lend(partition.workers - 1)));
    await openTraining(workers, partition, { files, model, state, rules });
    return new CpuTrainer({ files, model, workers, threadsEach: partition.threadsEach, step: state.step });
  } catch (error) {
    await threads.giveBack(workers);
    throw error;
  }
}

interface Opening {
  readonly files: EmittedFiles;
  readonly model: EmittedModel;
  readonly state: TrainingState;
  readonly rules: UpdateRules;
}

async function openTraining(
  workers: readonly CpuWorker[],
  { threadsEach }: Partition,
  { files, model, state, rules }: Opening,
): Promise<void> {
  const parts = ranges(sizeOf(model.weights), workers.length);
  const shared = workers.length === 1 ? undefined : sharedMemory(workers.length, sizeOf(model.weights));
  const { weights, slots } = flatState(model, state);
  const average = rules.movingAverage === undefined ? undefined : flatSlot(model, state, averageSlot);
  const opened = workers.map((worker, part) => {
    const { from, to } = parts[part]!;
    const own = workers.length === 1 ? slots : slots.map((slot) => slot.slice(from, to));
    const place = { part, parts: workers.length, shared };
    const numbers = { weights, slots: own, average, rules: flatRules(model, rules) };
    // Numbers that no other worker needs are handed over: those of a large model may not fit into memory twice.
    const handedOver = workers.length === 1 ? [weights, ...own, ...(average === undefined ? [] : [average])] : own;
    const request = { kind: "open training", files, threads: threadsEach, ...place, ...numbers } as const;
    return worker.request(
      request,
      handedOver.map(({ buffer }) => buffer as ArrayBuffer),
    );
  });
  await allAnswers(opened);
}

interface Opened {
  readonly files: EmittedFiles;
  readonly model: EmittedModel;
  readonly workers: readonly CpuWorker[];
  readonly threadsEach: number;
  readonly step: number;
}

class CpuTrainer implements Trainer {
  readonly #opened: Opened;
  #step: number;
  #predictorsAreCurrent = false;

  constructor(opened: Opened) {
    this.#opened = opened;
    this.#step = opened.step;
  }

  async step(batches: readonly Batch[], learningRate: number): Promise<StepResult> {
    const { workers } = this.#opened;
    const parted = workers.map((_, index) =>
      batches.flatMap((batch) => partOf(batch, ranges(batch.count, workers.length)[index]!) ?? []),
    );
    const counts = parted.map((parts) => parts.reduce((sum, { count }) => sum + count, 0));
    const examples = counts.reduce((sum, count) => sum + count, 0);
    const shares = counts.map((count) => count / examples);
    this.#predictorsAreCurrent = false;
    this.#step += 1;
    const steps = workers.map((worker, index) => {
      const own = parted[index]!;
      const request = { kind: "step", batches: own, shares, learningRate, step: this.#step } as const;
      return worker.request(request, own.flatMap(buffersOf));
    });
    const losses = await allAnswers(steps);
    return { loss: losses.reduce((sum, loss, index) => sum + shares[index]! * loss, 0) };
  }

  async predict(inputs: readonly Float32Array[], count: number): Promise<readonly Float32Array[]> {
    const { workers, files, threadsEach } = this.#opened;
    if (!this.#predictorsAreCurrent) {
      const request = { kind: "open predictor", files, threads: threadsEach, weights: undefined } as const;
      await allAnswers(workers.map((worker) => worker.request(request)));
      this.#predictorsAreCurrent = true;
    }
    return predictInParts(workers, inputs, count);
  }

  async state(): Promise<TrainingState> {
    const { workers, model } = this.#opened;
    const states = await allAnswers(workers.map((worker) => worker.request({ kind: "state" })));
    const all = [...model.weights, ...model.buffers];
    const { weights, average } = states[0]!;
    const averaged = average === undefined ? [] : tensorsOf(average, model.weights, `${averageSlot}/`);
    return {
      weights: new Map(tensorsOf(weights, all)),
      slots: new Map([...slotTensors(model, states), ...averaged]),
      step: this.#step,
    };
  }

  async close(): Promise<void> {
    await threads.giveBack(this.#opened.workers);
  }
}

function sharedMemory(workers: number, trainable: number): SharedMemory {
  const bytes = trainable * Float32Array.BYTES_PER_ELEMENT;
  return {
    barrier: Barrier.memory(),
    gradients: new SharedArrayBuffer(workers * bytes),
    updated: new SharedArrayBuffer(bytes),
    sums: new SharedArrayBuffer(workers * Float64Array.BYTES_PER_ELEMENT),
  };
}

function flatState(model: EmittedModel, state: TrainingState) {
  const all = [...model.weights, ...model.buffers];
  const flat = new Float32Array(sizeOf(all));
  fill(flat, all, state.weights);
  return { weights: flat, slots: (model.slots ?? []).map((slot) => flatSlot(model, state, slot)) };
}

function flatSlot({ weights }: EmittedModel, state: TrainingState, slot: string): Float32Array {
  const numbers = new Float32Array(sizeOf(weights));
  const own = weights.map(({ key }) => [key, state.slots.get(`${slot}/${key}`)] as const);
  fill(numbers, weights, new Map(own.filter((entry): entry is [string, Float32Array] => entry[1] !== undefined)));
  return numbers;
}

/** Slots, put together from the workers' ranges. */
function slotTensors({ weights, slots = [] }: EmittedModel, states: readonly WorkerState[]): Map<string, Float32Array> {
  const whole = (index: number) => {
    const ranges = states.map((state) => state.slots[index]!);
    return ranges.length === 1 ? ranges[0]! : joined(ranges);
  };
  return new Map(slots.flatMap((slot, index) => tensorsOf(whole(index), weights, `${slot}/`)));
}

/** The examples of one worker; undefined where there are none for it. */
function partOf(batch: Batch, range: { from: number; to: number }): BatchPart | undefined {
  if (range.from === range.to) return undefined;
  const { count, inputs, target, targetWeight, masks } = batch;
  const own = (array: Float32Array) => cut(array, count, range);
  return {
    count: range.to - range.from,
    inputs: inputs.map(own),
    target: own(target),
    ...(targetWeight && { targetWeight: own(targetWeight) }),
    masks: masks.map(own),
  };
}

/** All answers; where some failed, the error of one that knows why. */
async function allAnswers<T>(requests: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(requests);
  const errors = settled.flatMap((result) => (result.status === "rejected" ? [result.reason as Error] : []));
  const error = errors.find(({ message }) => message !== OtherPartFailed.text) ?? errors[0];
  if (error !== undefined) throw error;
  return settled.map((result) => (result as PromiseFulfilledResult<T>).value);
}
