import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { loadCheckpoint, loadWeights } from "../../runtime/checkpoints/load.ts";
import { weightShapes } from "../../runtime/checkpoints/weight-shapes.ts";
import { createCpuPredictor } from "../../runtime/engines/cpu/index.ts";
import { evaluate } from "../../runtime/evaluate/evaluate.ts";
import { predictFiles } from "../../runtime/predict/predict.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { resumeRun } from "../../runtime/runs/resume-run.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import { startRun } from "../../runtime/runs/start-run.ts";
import type { TrainEvent } from "../../runtime/train/events.ts";
import { type Dot, writeDots } from "./support/dots.ts";
import { dotsExperiment } from "./support/dots-experiment.ts";
import { trainAndKill } from "./support/kill.ts";
import { folderForFile, temporaryFolder } from "./support/temporary-folder.ts";

let root: string;
let dots: readonly Dot[];
/** A run that nothing disturbed. */
let whole: string;

beforeAll(async () => {
  root = await folderForFile();
  dots = await writeDots(join(root, "data"), 5);
  const { prepared } = await dotsExperiment(root);
  whole = (await startRun(prepared, { parent: join(root, "runs") })).folder;
});

const checkpoint = (folder: string, file: "last" | "best" = "last") => readFile(runPaths(folder)[file]);

test("two runs of one seed have the same weights, byte for byte; another seed has others", async () => {
  const parent = await temporaryFolder();
  const again = await startRun((await dotsExperiment(root)).prepared, { parent });
  expect((await checkpoint(again.folder)).equals(await checkpoint(whole))).toBe(true);
  const other = await startRun((await dotsExperiment(root, { seed: "12" })).prepared, { parent });
  expect((await checkpoint(other.folder)).equals(await checkpoint(whole))).toBe(false);
});

test("what was emitted runs in a project of CommonJS modules too", async () => {
  const parent = await temporaryFolder();
  await writeFile(join(parent, "package.json"), '{ "type": "commonjs" }');
  const { prepared } = await dotsExperiment(root, { epochs: "1" });
  const { record } = await startRun(prepared, { parent });
  expect(record.status).toBe("finished");
});

test("a run that is killed and resumed has the same weights as one that was not", async () => {
  const parent = await temporaryFolder();
  const folder = join(parent, "Dot-1");
  const middle = (event: TrainEvent) => event.kind === "step" && event.epoch === 4 && event.step === 3;
  await trainAndKill("dots-child.ts", [root, parent], middle);
  expect(await readMetrics(runPaths(folder).metrics)).toHaveLength(3);
  await resumeRun(folder, (await dotsExperiment(root)).prepared);
  for (const file of ["last", "best"] as const)
    expect((await checkpoint(folder, file)).equals(await checkpoint(whole, file))).toBe(true);
});

test("a run that is stopped by a signal and resumed has the same weights too", async () => {
  const { prepared } = await dotsExperiment(root);
  const parent = await temporaryFolder();
  const abort = new AbortController();
  const onEvent = (event: TrainEvent) => {
    if (event.kind === "step" && event.epoch === 2 && event.step === 2) abort.abort();
  };
  await expect(startRun(prepared, { parent, onEvent, signal: abort.signal })).rejects.toMatchObject({ exitCode: 130 });
  const { folder } = await resumeRun(join(parent, "Dot-1"), prepared);
  expect((await checkpoint(folder)).equals(await checkpoint(whole))).toBe(true);
});

test("a learning rate that is far too high ends in exit code 5, with the last good epoch kept", async () => {
  const { prepared } = await dotsExperiment(root, { "optimizer.lr": "1e30" });
  const parent = await temporaryFolder();
  await expect(startRun(prepared, { parent })).rejects.toMatchObject({
    exitCode: 5,
    message: expect.stringMatching(/^training diverged: .* A lower learning rate often helps$/),
  });
  const folder = join(parent, "Dot-1");
  const { state } = await loadCheckpoint(runPaths(folder).last, weightShapes(prepared.program));
  for (const values of state.weights.values()) expect(values.every(Number.isFinite)).toBe(true);
});

test("what a run measured is what its checkpoint gives, and beats the mean point", async () => {
  const { prepared, splits, chosen } = await dotsExperiment(root);
  const { plan } = chosen;
  const weights = await loadWeights(runPaths(whole).best, weightShapes(prepared.program));
  const predictor = await createCpuPredictor({
    folder: runPaths(whole).compiled,
    model: "DotNet",
    weights,
    threads: 1,
  });
  try {
    const predict = predictor.predict.bind(predictor);
    const { model, meanPoint } = await evaluate({
      ...{ split: "validation", predict, train: splits.train, examples: splits.validation },
      plan: { ...plan, batch: 4 },
    });
    const measured = (await readMetrics(runPaths(whole).metrics)).filter(({ best }) => best).at(-1)!;
    expect(model.loss).toBeCloseTo(measured.validation!.loss, 6);
    expect(model.pixelError).toBeCloseTo(measured.validation!.pixelError, 3);
    expect(model.loss).toBeLessThan(0.5 * meanPoint.loss);

    const files = dots.slice(0, 24).map(({ id }) => join(root, "data", `${id}.jpg`));
    let off = 0;
    for await (const { file, points } of predictFiles(
      files.map((file) => ({ file })),
      {
        plan: plan.examples,
        predict,
        inputShape: [1, 24, 32],
      },
    )) {
      const dot = dots.find(({ id }) => file.endsWith(`${id}.jpg`))!;
      off += Math.hypot(points[0]!.x - dot.x, points[0]!.y - dot.y) / files.length;
    }
    expect(off).toBeLessThan(15);
  } finally {
    await predictor.close();
  }
});
