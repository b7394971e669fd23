import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { loadCheckpoint } from "../../runtime/checkpoints/load.ts";
import { weightShapes } from "../../runtime/checkpoints/weight-shapes.ts";
import { importEmitted } from "../../runtime/engines/emitted-files.ts";
import type { Tensors } from "../../runtime/engines/engine.ts";
import { engineOf } from "../../runtime/engines/engines.ts";
import type { EmittedModule } from "../../runtime/engines/tfjs/emitted-module.ts";
import { TrainingSession } from "../../runtime/engines/tfjs/training-session.ts";
import { weightRules } from "../../runtime/engines/tfjs/weight-rules.ts";
import type { PreparedExperiment } from "../../runtime/runs/experiment.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { readRecord } from "../../runtime/runs/record-file.ts";
import { resumeRun } from "../../runtime/runs/resume-run.ts";
import { runPaths, writeCompiled } from "../../runtime/runs/run-folder.ts";
import { startRun } from "../../runtime/runs/start-run.ts";
import { shuffledBatches } from "../../runtime/train/batches.ts";
import type { TrainEvent } from "../../runtime/train/events.ts";
import { firstWeights } from "../../runtime/train/first-weights.ts";
import { initialState } from "../../runtime/train/initial-state.ts";
import { updateRules } from "../../runtime/train/update-rules.ts";
import { writeDots } from "./support/dots.ts";
import { dotsExperiment, dotsSpec } from "./support/dots-experiment.ts";
import { folderForFile, temporaryFolder } from "./support/temporary-folder.ts";

let root: string;
let cpu: PreparedExperiment;
let js: PreparedExperiment;
/** A run of three epochs on the default engine. */
let whole: string;

const epochs = { epochs: "3" };
const onJs = { engine: { target: "js" } };

beforeAll(async () => {
  root = await folderForFile();
  await writeDots(join(root, "data"), 5);
  cpu = (await dotsExperiment(root, epochs)).prepared;
  js = (await dotsExperiment(root, epochs, onJs)).prepared;
  whole = await train(cpu);
});

async function train(prepared: PreparedExperiment): Promise<string> {
  return (await startRun(prepared, { parent: join(root, "runs") })).folder;
}

/** No loss of an epoch and no number of the last state is farther off than 1e-4. */
async function expectSameRun(folder: string, wanted: string, { program } = cpu): Promise<void> {
  const [metrics, expected] = await Promise.all([folder, wanted].map((run) => readMetrics(runPaths(run).metrics)));
  expect(metrics!.length).toBe(expected!.length);
  for (const [index, { trainLoss, validation }] of expected!.entries()) {
    expect(Math.abs(metrics![index]!.trainLoss - trainLoss)).toBeLessThan(1e-4);
    expect(Math.abs(metrics![index]!.validation!.loss - validation!.loss)).toBeLessThan(1e-4);
  }
  const states = await Promise.all(
    [folder, wanted].map(async (run) => (await loadCheckpoint(runPaths(run).last, weightShapes(program))).state),
  );
  const [state, other] = states as [(typeof states)[0], (typeof states)[0]];
  expect(state.step).toBe(other.step);
  for (const kind of ["weights", "slots"] as const) {
    expect([...state[kind].keys()].sort()).toEqual([...other[kind].keys()].sort());
    expect(largestDifference(state[kind], other[kind])).toBeLessThan(1e-4);
  }
}

function largestDifference(a: Tensors, b: Tensors): number {
  const differences = [...a].flatMap(([key, numbers]) => [...numbers].map((x, i) => Math.abs(x - b.get(key)![i]!)));
  return differences.reduce((largest, each) => Math.max(largest, each), 0);
}

test("a run on js, with the same dropout masks, is the default engine's", async () => {
  const folder = await train(js);
  await expectSameRun(folder, whole);
  const { engine, status } = await readRecord(folder);
  expect(status).toBe("finished");
  expect(engine).toEqual({ name: "js", package: expect.stringMatching(/^@tensorflow\/tfjs \d/), threads: 1 });
});

test("rules between gradients and weights, and running statistics, are the default engine's", async () => {
  const settings = [
    "accumulate: 2",
    "clip_grad_value: 0.02",
    "clip_grad_norm: 0.1",
    "moving_average: 0.9",
    "freeze: [conv1]",
    "rates: { fc1: 0.1 }",
  ];
  const text = dotsSpec
    .replace("  maxpool2d(2)\n", "  bn1 = batchnorm()\n  maxpool2d(2)\n")
    .replace("  seed: 11\n", ["  seed: 11", ...settings, ""].join("\n  "));
  // Batch norm sees the whole batch, as js does, on one thread only.
  const byCpu = (await dotsExperiment(root, { epochs: "2" }, { text, engine: { threads: 1 } })).prepared;
  const byJs = (await dotsExperiment(root, { epochs: "2" }, { text, ...onJs })).prepared;
  await expectSameRun(await train(byJs), await train(byCpu), byCpu);
});

test("a run goes on with another engine in its middle, and says so", async () => {
  const parent = await temporaryFolder();
  const folder = join(parent, "Dot-1");
  const stopped = stopIn(2);
  await expect(startRun(cpu, { parent, ...stopped })).rejects.toMatchObject({ exitCode: 130 });
  await expect(resumeRun(folder, js)).rejects.toThrow("its engine was cpu, and now is js");
  const stoppedAgain = stopIn(3);
  await expect(resumeRun(folder, js, { changeEngine: true, ...stoppedAgain })).rejects.toMatchObject({ exitCode: 130 });
  expect(stoppedAgain.remarks()).toEqual([expect.stringMatching(/^the engine was cpu .* and now is js /)]);
  expect(await readdir(runPaths(folder).compiled)).not.toContain("DotNet.infer.onnx");
  await resumeRun(folder, cpu, { changeEngine: true });
  await expectSameRun(folder, whole);
  const record = await readRecord(folder);
  expect(record.engine.name).toBe("cpu");
  expect(record.earlierEngines?.map(({ name, finishedEpochs }) => [name, finishedEpochs])).toEqual([
    ["cpu", 1],
    ["js", 2],
  ]);
});

/** Stops a run in an epoch's second step. */
function stopIn(epoch: number) {
  const abort = new AbortController();
  let remarks: readonly string[] = [];
  const onEvent = (event: TrainEvent) => {
    if (event.kind === "start") remarks = event.remarks;
    if (event.kind === "step" && event.epoch === epoch && event.step === 2) abort.abort();
  };
  return { onEvent, signal: abort.signal, remarks: () => remarks };
}

test("steps and states leave no tensors behind", async () => {
  const folder = await compiledFolder();
  const module = await importEmitted<EmittedModule>({ folder, model: "DotNet" });
  await module.ready();
  const { plan, program } = js;
  const rules = updateRules({ ...plan.training, clipGradNorm: 1, movingAverage: 0.9 });
  const state = initialState(program, plan, await firstWeights(plan, program, root));
  const keys = program.gradients.map(({ key }) => key);
  const session = new TrainingSession(tf, module, state, weightRules(rules, keys));
  const { batch, seed, epochs, training } = plan;
  const source = shuffledBatches(js.train, { batch, seed, epochs, program, accumulate: training.accumulate });
  const [first, second] = await Promise.all([0, 1].map((step) => source.epoch(1).batches(step)));
  const before = tf.memory().numTensors;
  for (let step = 0; step < 10; step++) await session.step([...first!, ...second!], 1e-3);
  await session.state();
  expect(tf.memory().numTensors).toBe(before);
});

/** Inside the project, where this process finds tfjs too. */
async function compiledFolder(): Promise<string> {
  const folder = new URL(`../../node_modules/.cache/engine-${process.pid}`, import.meta.url).pathname;
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeCompiled(folder, js.compiled);
  return folder;
}

test("a target that isn't installed is told with the way to get it, before anything is written", async () => {
  const opened = engineOf("node-gpu", { root });
  await expect(opened).rejects.toMatchObject({
    message: "node-gpu needs @tensorflow/tfjs-node-gpu: npm install @tensorflow/tfjs-node-gpu",
    exitCode: 4,
  });
});

test("an emitted module that is gone or damaged is told", async () => {
  const { plan, program } = js;
  const state = initialState(program, plan, await firstWeights(plan, program, root));
  const folder = await temporaryFolder();
  await expect(js.openTrainer(folder, state)).rejects.toMatchObject({
    message: `${join(folder, "DotNet.js")} is missing`,
    exitCode: 3,
  });
  await writeCompiled(folder, js.compiled);
  const text = await readFile(join(folder, "DotNet.js"), "utf8");
  await writeFile(join(folder, "DotNet.js"), text.slice(0, 1000));
  await expect(js.openTrainer(folder, state)).rejects.toMatchObject({
    message: expect.stringContaining("DotNet.js can't be loaded"),
    exitCode: 3,
  });
});
