import { expect, test } from "vitest";
import type { Batch, Trainer } from "../../runtime/engines/engine.ts";
import { DivergedError, InterruptedError } from "../../runtime/errors.ts";
import { shuffledBatches } from "../../runtime/train/batches.ts";
import type { TrainEvent } from "../../runtime/train/events.ts";
import { initialState } from "../../runtime/train/initial-state.ts";
import { type FinishedEpoch, type TrainOptions, train } from "../../runtime/train/train.ts";
import { linearExamples, linearExperiment, linearPlan, linearProgram } from "./support/linear-experiment.ts";

const program = linearProgram();
const source = linearExamples(23, "t");
const batchesOf = (seed: number, batch = 4, accumulate = 1) =>
  shuffledBatches(source, { batch, seed, epochs: 3, program, accumulate });

async function epochOf(seed: number, epoch: number, batch = 4): Promise<Batch[]> {
  const batches = batchesOf(seed, batch).epoch(epoch);
  const steps = await Promise.all(Array.from({ length: batches.steps }, (_, step) => batches.batches(step)));
  return steps.flat();
}

/** First feature of every example, in the order of training. */
const order = (batches: readonly Batch[]) =>
  batches.flatMap(({ inputs, count }) => Array.from({ length: count }, (_, row) => inputs[0]![row * 12]!));

async function options(changes: Partial<TrainOptions> = {}) {
  const plan = linearPlan();
  const experiment = linearExperiment(plan);
  const trainer = await experiment.openTrainer("", initialState(program, plan));
  const saved: FinishedEpoch[] = [];
  const events: TrainEvent[] = [];
  const all: TrainOptions = {
    trainer,
    batches: batchesOf(plan.seed),
    epochs: 5,
    learningRateAt: () => 0.01,
    validate: () => experiment.validate!((inputs, count) => trainer.predict(inputs, count)),
    save: async (finished) => void saved.push(finished),
    onEvent: (event) => void events.push(event),
    ...changes,
  };
  return { all, saved, events, trainer };
}

test("an epoch has every example once, the last batch being smaller", async () => {
  const batches = await epochOf(7, 1);
  expect(batches.map(({ count }) => count)).toEqual([4, 4, 4, 4, 4, 3]);
  const firstFeatures = source.all.map(({ input }) => input[0]!);
  expect(order(batches).sort()).toEqual(firstFeatures.sort());
});

test("the order depends on seed and epoch, and on nothing else", async () => {
  const first = order(await epochOf(7, 1));
  expect(order(await epochOf(7, 1, 5))).toEqual(first);
  expect(order(await epochOf(7, 2))).not.toEqual(first);
  expect(order(await epochOf(8, 1))).not.toEqual(first);
});

test("an example's dropout mask is the same in whatever batch it comes, and another in the next epoch", async () => {
  const masks = (batches: readonly Batch[]) => batches.flatMap((batch) => [...batch.masks[0]!]);
  const first = masks(await epochOf(7, 1));
  expect(new Set(first)).toEqual(new Set([0, Math.fround(1 / 0.9)]));
  expect(masks(await epochOf(7, 1, 23))).toEqual(first);
  expect(masks(await epochOf(7, 2))).not.toEqual(first);
});

test("training tells every step and epoch, and finds what there is to learn", async () => {
  const { all, saved, events } = await options({ epochs: 30 });
  const progress = await train(all);
  expect(progress.finishedEpochs).toBe(30);
  expect(saved.map(({ metrics }) => metrics.epoch)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  expect(events.slice(0, 7).map(({ kind }) => kind)).toEqual([...Array(6).fill("step"), "epoch"]);
  const [first, last] = [saved[0]!.metrics, saved.at(-1)!.metrics];
  expect(last.validation!.loss).toBeLessThan(0.1 * first.validation!.loss);
  const losses = saved.map(({ metrics }) => metrics.validation!.loss);
  expect(progress.best).toEqual({ epoch: losses.indexOf(Math.min(...losses)) + 1, loss: Math.min(...losses) });
});

test("the training loss of an epoch is the mean over its examples, not over its batches", async () => {
  const losses: number[] = [1, 1, 1, 1, 1, 24];
  const { all, saved, trainer } = await options({ epochs: 1 });
  const scripted: Trainer = {
    step: async () => ({ loss: losses.shift()! }),
    predict: (inputs, count) => trainer.predict(inputs, count),
    state: () => trainer.state(),
    close: () => trainer.close(),
  };
  await train({ ...all, trainer: scripted });
  expect(saved[0]!.metrics.trainLoss).toBeCloseTo((20 * 1 + 3 * 24) / 23, 12);
});

test("without validation examples the training loss says which epoch is best", async () => {
  const { all, saved } = await options({ validate: undefined });
  const { best } = await train(all);
  const losses = saved.map(({ metrics }) => metrics.trainLoss);
  expect(saved.map(({ metrics }) => metrics.validation)).toEqual(Array(5).fill(null));
  expect(best).toEqual({ epoch: losses.indexOf(Math.min(...losses)) + 1, loss: Math.min(...losses) });
});

test("a loss that is no finite number stops training, and its epoch is not saved", async () => {
  const { all, saved } = await options({ learningRateAt: () => 1e4, epochs: 50 });
  const error: unknown = await train(all).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DivergedError);
  expect(error).toMatchObject({ exitCode: 5, epoch: saved.length + 1 });
  expect((error as Error).message).toMatch(
    /^training diverged: the loss became (Infinity|NaN) in epoch \d+, step \d of 6;/,
  );
  for (const { state } of saved) expect(state.weights.get("fc.weight")!.every(Number.isFinite)).toBe(true);
});

test("a weight that is lost in an epoch's last step is found before it is saved", async () => {
  const { all, saved, trainer } = await options({ validate: undefined });
  const broken: Trainer = {
    step: (batch, lr) => trainer.step(batch, lr),
    predict: (inputs, count) => trainer.predict(inputs, count),
    state: async () => {
      const state = await trainer.state();
      return { ...state, weights: new Map(state.weights).set("fc.bias", Float32Array.of(0, Number.NaN)) };
    },
    close: () => trainer.close(),
  };
  await expect(train({ ...all, trainer: broken })).rejects.toThrow(
    "training diverged: fc.bias is no longer finite after epoch 1; the weights it began with are kept",
  );
  expect(saved).toEqual([]);
});

test("an aborted signal stops after the step under way", async () => {
  const abort = new AbortController();
  const { all, saved, events } = await options({ signal: abort.signal });
  const onEvent = (event: TrainEvent) => {
    events.push(event);
    if (event.kind === "step" && event.epoch === 3 && event.step === 2) abort.abort();
  };
  const error: unknown = await train({ ...all, onEvent }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InterruptedError);
  expect(error).toMatchObject({ exitCode: 130, finishedEpochs: 2 });
  expect(saved.length).toBe(2);
  expect(events.at(-1)).toMatchObject({ kind: "step", epoch: 3, step: 2 });
});

test("accumulated batches are the same examples in the same order, several of them a step", async () => {
  const single = await epochOf(7, 1);
  const plan = batchesOf(7, 4, 4).epoch(1);
  expect(plan.steps).toBe(2);
  const [first, second] = await Promise.all([plan.batches(0), plan.batches(1)]);
  expect(first.map(({ count }) => count)).toEqual([4, 4, 4, 4]);
  expect(second.map(({ count }) => count)).toEqual([4, 3]);
  expect([...first, ...second]).toEqual(single);
});

test("each update is told the moment that it comes at", async () => {
  const moments: unknown[] = [];
  const learningRateAt: TrainOptions["learningRateAt"] = (moment) => {
    moments.push(moment);
    return 0.01 / (1 + moment.update);
  };
  const { all, saved } = await options({ epochs: 2, learningRateAt });
  await train(all);
  const at = (update: number) => ({ epoch: Math.floor(update / 6), epochs: 2, update, updatesPerEpoch: 6 });
  expect(moments).toEqual(Array.from({ length: 12 }, (_, update) => at(update)));
  expect(saved.map(({ metrics }) => metrics.learningRate)).toEqual([0.01 / 6, 0.01 / 12]);
});

/** Epochs that a run takes whose validation losses are these. */
async function epochsWith(losses: readonly number[], earlyStopping: TrainOptions["earlyStopping"]) {
  const left = [...losses];
  const validate = async () => ({ loss: left.shift()!, mse: 0, pixelError: 0, metrics: {} });
  const { all } = await options({ epochs: losses.length, validate, ...(earlyStopping && { earlyStopping }) });
  return train(all);
}

test("early stopping ends a run after as many epochs without a better loss as it has patience for", async () => {
  const losses = [5, 4, 4.5, 4.2, 3, 3.5, 3.2, 3.1, 1];
  expect((await epochsWith(losses, undefined)).finishedEpochs).toBe(9);
  expect(await epochsWith(losses, { patience: 3, minDelta: 0 })).toMatchObject({
    finishedEpochs: 8,
    best: { epoch: 5, loss: 3 },
  });
  expect((await epochsWith(losses, { patience: 2, minDelta: 0 })).finishedEpochs).toBe(4);
});

test("a loss that is only a little better uses up patience, but its weights are kept as the best", async () => {
  const progress = await epochsWith([5, 4.9, 4.8, 4.7, 1], { patience: 3, minDelta: 0.5 });
  expect(progress).toEqual({
    finishedEpochs: 4,
    best: { epoch: 4, loss: 4.7 },
    patienceFrom: { epoch: 1, loss: 5 },
  });
});
