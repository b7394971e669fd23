import { expect, test } from "vitest";
import { createCpuTrainer } from "../../../runtime/engines/cpu/index.ts";
import {
  averageSlot,
  type Batch,
  type Tensors,
  type TrainingState,
  type UpdateRules,
} from "../../../runtime/engines/engine.ts";
import { concat } from "../../../runtime/train/batches.ts";
import { updateRules } from "../../../runtime/train/update-rules.ts";
import { readGolden } from "../../support/parity.ts";
import { temporaryFolder } from "../../train/support/temporary-folder.ts";
import { HashedNoseNet } from "./hashed-nosenet.ts";

const none = { freeze: [], rates: {}, accumulate: 1 };

interface Trained {
  readonly before: TrainingState;
  readonly after: readonly TrainingState[];
}

/** NoseNet's state after each of these steps. */
async function trained(rules: UpdateRules, steps: readonly (readonly Batch[])[], threads = 1): Promise<Trained> {
  const net = new HashedNoseNet();
  const files = await net.emitTo(await temporaryFolder());
  const plain = net.state();
  const averages = [...plain.weights].map(
    ([key, { length }]) => [`${averageSlot}/${key}`, new Float32Array(length)] as const,
  );
  const before = { ...plain, slots: new Map([...plain.slots, ...averages]) };
  const trainer = await createCpuTrainer({ ...files, state: before, batch: 8, threads, rules });
  const after: TrainingState[] = [];
  for (const step of steps) {
    await trainer.step(step, 1e-3);
    after.push(await trainer.state());
  }
  await trainer.close();
  return { before, after };
}

function batches(...counts: number[]): Batch[] {
  const net = new HashedNoseNet();
  net.state();
  return counts.map((count) => net.batch(count));
}

function together(parts: readonly Batch[]): Batch {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    inputs: [concat(parts.map(({ inputs }) => inputs[0]!))],
    target: concat(parts.map(({ target }) => target)),
    masks: [],
  };
}

function largestDifference(a: Tensors, b: Tensors): number {
  const differences = [...a].flatMap(([key, numbers]) =>
    [...numbers].map((x, index) => Math.abs(x - b.get(key)![index]!)),
  );
  return differences.reduce((largest, each) => Math.max(largest, each), 0);
}

test.each([1, 2])("on %i threads, batches of one update are one large batch", async (threads) => {
  const parts = batches(5, 8, 3);
  const whole = await trained(updateRules(none), [[together(parts)]], threads);
  const accumulated = await trained(updateRules(none), [parts], threads);
  const moments = (state: TrainingState) => new Map([...state.slots].filter(([key]) => key.startsWith("exp_avg/")));
  expect(largestDifference(moments(accumulated.after[0]!), moments(whole.after[0]!))).toBeLessThan(1e-7);
});

test("what is frozen keeps its bytes, and what has a rate moves by that much", async () => {
  const steps = [batches(8)];
  const plain = await trained(updateRules(none), steps);
  const rules = updateRules({ ...none, freeze: ["conv1", "fc1.bias"], rates: { fc1: 0.5, "fc1.weight": 2 } });
  const ruled = await trained(rules, steps);
  const moved = ({ before, after }: Trained, key: string) =>
    after[0]!.weights.get(key)!.map((number, index) => number - before.weights.get(key)![index]!);
  for (const key of ["conv1.weight", "conv1.bias", "fc1.bias"]) {
    expect(moved(plain, key).some((step) => step !== 0)).toBe(true);
    expect(
      moved(ruled, key).every((step) => step === 0),
      key,
    ).toBe(true);
  }
  expect(moved(ruled, "fc2.weight")).toEqual(moved(plain, "fc2.weight"));
  const [twice, once] = [moved(ruled, "fc1.weight"), moved(plain, "fc1.weight")];
  for (const [index, step] of twice.entries()) expect(Math.abs(step - 2 * once[index]!)).toBeLessThan(1e-6);
});

test("the norm that is clipped is that of all parts of the weights, on however many threads", async () => {
  const rules = updateRules({ ...none, clipGradNorm: 0.01 });
  for (const threads of [1, 3]) {
    const { after } = await trained(rules, [batches(8)], threads);
    const squares = [...after[0]!.slots].filter(([key]) => key.startsWith("exp_avg/")).flatMap(([, m]) => [...m]);
    // Adam's first moment after one step is a tenth of the gradient.
    const norm = 10 * Math.sqrt(squares.reduce((sum, number) => sum + number ** 2, 0));
    expect(norm).toBeCloseTo(0.01, 6);
  }
});

test("the moving average is PyTorch's, and is what the model predicts with", async () => {
  const { decay, weights, averages } = readGolden<{
    movingAverage: { decay: number; weights: number[][]; averages: number[][] };
  }>("training").movingAverage;
  let average = weights[0]!;
  averages.forEach((expected, update) => {
    if (update > 0) average = average.map((mean, index) => decay * mean + (1 - decay) * weights[update]![index]!);
    for (const [index, mean] of average.entries()) expect(mean).toBeCloseTo(expected[index]!, 6);
  });

  const steps = Array.from({ length: 3 }, () => batches(8));
  for (const threads of [1, 2]) {
    const { after } = await trained(updateRules({ ...none, movingAverage: decay }), steps, threads);
    const kept = (state: TrainingState) => state.slots.get(`${averageSlot}/fc2.weight`)!;
    const of = (state: TrainingState) => state.weights.get("fc2.weight")!;
    expect(kept(after[0]!)).toEqual(of(after[0]!));
    for (const update of [1, 2]) {
      const expected = kept(after[update - 1]!).map(
        (mean, index) => decay * mean + (1 - decay) * of(after[update]!)[index]!,
      );
      for (const [index, mean] of expected.entries()) expect(kept(after[update]!)[index]).toBeCloseTo(mean, 7);
    }
  }
});

test("a trainer with a moving average predicts with it", async () => {
  const net = new HashedNoseNet();
  const files = await net.emitTo(await temporaryFolder());
  const plain = net.state();
  const zeros = [...plain.weights].map(
    ([key, { length }]) => [`${averageSlot}/${key}`, new Float32Array(length)] as const,
  );
  const state = { ...plain, slots: new Map([...plain.slots, ...zeros]), step: 5 };
  const trainer = await createCpuTrainer({
    ...files,
    state,
    batch: 8,
    threads: 2,
    rules: { rateOf: () => 1, movingAverage: 0.9 },
  });
  const [prediction] = await trainer.predict(net.batch(2).inputs, 2);
  await trainer.close();
  expect([...prediction!]).toEqual([0, 0, 0, 0]);
});
