import { readFile, rm } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { createCpuPredictor, createCpuTrainer } from "../../../runtime/engines/cpu/index.ts";
import type { Tensors, Trainer } from "../../../runtime/engines/engine.ts";
import { temporaryFolder } from "../../train/support/temporary-folder.ts";
import { HashedNoseNet } from "./hashed-nosenet.ts";

interface Trajectory {
  readonly losses: readonly number[];
}

async function golden(): Promise<Readonly<Record<string, Trajectory>>> {
  return JSON.parse(await readFile(new URL("../../goldens/trajectory.json", import.meta.url), "utf8"));
}

async function open(threads: number, alternative = false) {
  const net = new HashedNoseNet(alternative);
  const files = await net.emitTo(await temporaryFolder());
  const state = net.state();
  return { net, files, state, trainer: await createCpuTrainer({ ...files, state, batch: 8, threads }) };
}

function bytesOf(tensors: Tensors): Buffer {
  return Buffer.concat([...tensors.values()].map((data) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)));
}

async function bytesAfter(trainer: Trainer): Promise<Buffer> {
  const { weights, slots } = await trainer.state();
  return Buffer.concat([bytesOf(weights), bytesOf(slots)]);
}

describe.each([1, 2, 3])("with %i threads", (threads) => {
  test.each(["NoseNet", "NoseNetAlternative"])("%s takes PyTorch's five steps", async (name) => {
    const { net, trainer } = await open(threads, name === "NoseNetAlternative");
    for (const expected of (await golden())[name]!.losses) {
      const { loss } = await trainer.step([net.batch()], 1e-3);
      expect(Math.abs(loss - expected) / expected).toBeLessThan(1e-4);
    }
    await trainer.close();
  });

  test("two runs of 50 steps give the same bytes", async () => {
    const run = async () => {
      const { net, trainer } = await open(threads, true);
      for (let step = 0; step < 50; step++) await trainer.step([net.batch(step % 5 === 0 ? 3 : 8)], 1e-3);
      const bytes = await bytesAfter(trainer);
      await trainer.close();
      return bytes;
    };
    const bytes = await run();
    expect(bytes.length).toBe(130_750 * 4 * 3);
    expect(bytes.equals(await run())).toBe(true);
  });
});

test("a run that goes on from a saved state gives the same bytes as one that never stopped", async () => {
  const whole = await open(2);
  const batches = Array.from({ length: 6 }, () => whole.net.batch());
  for (const batch of batches) await whole.trainer.step([batch], 1e-3);

  const first = await createCpuTrainer({ ...whole.files, state: whole.state, batch: 8, threads: 2 });
  for (const batch of batches.slice(0, 3)) await first.step([batch], 1e-3);
  const saved = await first.state();
  expect(saved.step).toBe(3);
  const second = await createCpuTrainer({ ...whole.files, state: saved, batch: 8, threads: 2 });
  for (const batch of batches.slice(3)) await second.step([batch], 1e-3);
  expect((await bytesAfter(second)).equals(await bytesAfter(whole.trainer))).toBe(true);
  await Promise.all([whole.trainer, first, second].map((trainer) => trainer.close()));
});

test("a trainer predicts with its current weights, as a predictor with those weights does", async () => {
  const { net, files, trainer, state } = await open(2);
  const { inputs, count } = net.batch(5);
  const [before] = await trainer.predict(inputs, count);
  await trainer.step([net.batch()], 1e-3);
  const [after] = await trainer.predict(inputs, count);
  const fresh = await createCpuPredictor({ ...files, weights: state.weights, batch: 8, threads: 2 });
  const current = await createCpuPredictor({
    ...files,
    weights: (await trainer.state()).weights,
    batch: 8,
    threads: 2,
  });
  expect(before).toHaveLength(10);
  expect(before).not.toEqual(after);
  expect([before]).toEqual(await fresh.predict(inputs, count));
  expect([after]).toEqual(await current.predict(inputs, count));
  await Promise.all([trainer, fresh, current].map((engine) => engine.close()));
});

test("a loss that is no number is given back as it is", async () => {
  const { net, trainer } = await open(2);
  const batch = net.batch();
  batch.target[3] = Number.NaN;
  expect((await trainer.step([batch], 1e-3)).loss).toBeNaN();
  await trainer.close();
});

describe("what goes wrong is an error with a sentence", () => {
  test("a batch that does not fit; the trainer can still be closed", async () => {
    const { net, trainer } = await open(2);
    const { inputs, ...batch } = net.batch();
    const short = { ...batch, inputs: inputs.map((input) => input.subarray(8)) };
    await expect(trainer.step([short], 1e-3)).rejects.toThrow(
      /^image has 19196 numbers: not a whole number of \[1, 60, 80\]$/,
    );
    await trainer.close();
  });

  test("emitted files that are missing", async () => {
    const net = new HashedNoseNet();
    const files = await net.emitTo(await temporaryFolder());
    const state = net.state();
    await rm(`${files.folder}/Chain.train.onnx`);
    const missing = createCpuTrainer({ ...files, state, batch: 8, threads: 2 });
    await expect(missing).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining("Chain.train.onnx") });
    const absent = createCpuPredictor({ folder: files.folder, model: "Other", weights: state.weights });
    await expect(absent).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining("Other.js") });
  });

  test("weights of another model", async () => {
    const net = new HashedNoseNet();
    const files = await net.emitTo(await temporaryFolder());
    const state = net.state();
    const weights = new Map([...state.weights, ["conv1.bias", new Float32Array(7)]]);
    await expect(createCpuTrainer({ ...files, state: { ...state, weights }, batch: 8 })).rejects.toThrow(
      /conv1.bias has 7/,
    );
    await expect(createCpuPredictor({ ...files, weights })).rejects.toThrow(/conv1.bias has 7/);
  });
});
