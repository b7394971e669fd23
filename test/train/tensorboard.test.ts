import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { crc32c } from "../../lib/crc32c.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { resumeRun } from "../../runtime/runs/resume-run.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import { startRun } from "../../runtime/runs/start-run.ts";
import { scalarsOf } from "../../runtime/runs/tensorboard-events.ts";
import type { TrainEvent } from "../../runtime/train/events.ts";
import { linearExperiment } from "./support/linear-experiment.ts";
import { crc32cBitByBit, readEventFile } from "./support/read-event-file.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** The one event file of a run. */
async function events(folder: string) {
  const { tensorboard } = runPaths(folder);
  const files = await readdir(tensorboard);
  expect(files).toEqual([expect.stringMatching(/^events\.out\.tfevents\.\d+\.kpnet$/)]);
  return readEventFile(await readFile(join(tensorboard, files[0]!)));
}

/** Scalars as metrics.jsonl has them, rounded as the file rounds them. */
async function logged(folder: string) {
  const metrics = await readMetrics(runPaths(folder).metrics);
  return metrics.flatMap((epoch) =>
    Object.entries(scalarsOf(epoch)).map(([tag, value]) => ({ step: epoch.epoch, tag, value: Math.fround(value) })),
  );
}

test("the checksum is CRC-32C", () => {
  // The check value of the CRC catalogue, and RFC 3720, B.4: 32 bytes of zeros.
  expect(crc32c(Buffer.from("123456789"))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => (index * index) & 255);
  expect(crc32c(bytes)).toBe(crc32cBitByBit(bytes));
});

test("every epoch's figures stand in an event file, at its step", async () => {
  const { folder, record } = await startRun(linearExperiment(), { parent: await temporaryFolder() });
  const { version, scalars } = await events(folder);
  expect(version).toBe("brain.Event:2");
  expect(scalars.map(({ step, tag, value }) => ({ step, tag, value }))).toEqual(await logged(folder));
  expect(scalars.filter(({ tag }) => tag === "train_loss").map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
  const times = scalars.map(({ wallTime }) => wallTime);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(Date.parse(record.startedAt) / 1000);
});

test("metrics have names of their own", () => {
  const validation = { loss: 1, mse: 2, pixelError: 3, metrics: { nme: 0.05 } };
  const epoch = {
    epoch: 1,
    trainLoss: 4,
    validation,
    learningRate: 5,
    best: true,
    trainSeconds: 1,
    waitSeconds: 0,
    validationSeconds: 1,
  };
  const all = { train_loss: 4, learning_rate: 5, validation_loss: 1, pixel_error: 3, "metrics/nme": 0.05 };
  expect(scalarsOf(epoch)).toEqual(all);
  expect(scalarsOf({ ...epoch, validation: null })).toEqual({ train_loss: 4, learning_rate: 5 });
});

test("a run that was stopped and resumed has each epoch once", async () => {
  const abort = new AbortController();
  const parent = await temporaryFolder();
  const onEvent = (event: TrainEvent) => {
    if (event.kind === "step" && event.epoch === 3) abort.abort();
  };
  await expect(startRun(linearExperiment(), { parent, onEvent, signal: abort.signal })).rejects.toThrow("stopped");
  const folder = join(parent, "Linear-1");
  expect((await events(folder)).scalars.at(-1)).toMatchObject({ step: 2 });
  await resumeRun(folder, linearExperiment());
  const { scalars } = await events(folder);
  expect(scalars.map(({ step, tag, value }) => ({ step, tag, value }))).toEqual(await logged(folder));
});
