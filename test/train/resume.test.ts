import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { PreparedExperiment } from "../../runtime/runs/experiment.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { readRecord } from "../../runtime/runs/record-file.ts";
import { reopenRun, resumeRun } from "../../runtime/runs/resume-run.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import { startRun } from "../../runtime/runs/start-run.ts";
import type { TrainEvent } from "../../runtime/train/events.ts";
import { linearExperiment, linearPlan } from "./support/linear-experiment.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** A run that was stopped in the middle of epoch 3. */
async function stoppedRun(): Promise<string> {
  const abort = new AbortController();
  const parent = await temporaryFolder();
  const onEvent = (event: TrainEvent) => {
    if (event.kind === "step" && event.epoch === 3 && event.step === 4) abort.abort();
  };
  await expect(startRun(linearExperiment(), { parent, onEvent, signal: abort.signal })).rejects.toThrow(
    "stopped after 2 finished epochs",
  );
  return join(parent, "Linear-1");
}

/** Metrics without the times, which differ. */
async function figures(folder: string) {
  const metrics = await readMetrics(runPaths(folder).metrics);
  return metrics.map(({ trainSeconds, waitSeconds, validationSeconds, ...rest }) => rest);
}

test("a run that was stopped and resumed ends like one that was not", async () => {
  const whole = await startRun(linearExperiment(), { parent: await temporaryFolder() });
  const folder = await stoppedRun();
  expect(await readRecord(folder)).toMatchObject({ status: "interrupted", finishedEpochs: 2 });
  const events: TrainEvent[] = [];
  const resumed = await resumeRun(folder, linearExperiment(), { onEvent: (event) => void events.push(event) });
  expect(events[0]).toMatchObject({ kind: "start", finishedEpochs: 2, remarks: [] });
  for (const file of ["last", "best"] as const) {
    const [a, b] = await Promise.all([readFile(runPaths(whole.folder)[file]), readFile(runPaths(folder)[file])]);
    expect(b.equals(a)).toBe(true);
  }
  expect(await figures(folder)).toEqual(await figures(whole.folder));
  expect(resumed.record).toMatchObject({ status: "finished", finishedEpochs: 5 });
});

test("what was logged of an epoch that got no checkpoint, whole or torn, is logged once in the end", async () => {
  const folder = await stoppedRun();
  const { metrics } = runPaths(folder);
  const second = (await readFile(metrics, "utf8")).split("\n")[1]!;
  await appendFile(metrics, `${second.replace('"epoch":2', '"epoch":3')}\n{"epoch":4,"trainL`);
  await resumeRun(folder, linearExperiment());
  expect((await readMetrics(metrics)).map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
});

test("what a crash left half-written is cleared away", async () => {
  const folder = await stoppedRun();
  const leftover = `${runPaths(folder).last}.0a1b2c3d.tmp`;
  await writeFile(leftover, "half");
  await resumeRun(folder, linearExperiment());
  await expect(readFile(leftover)).rejects.toMatchObject({ code: "ENOENT" });
});

test("a run that is finished says so", async () => {
  const { folder } = await startRun(linearExperiment(), { parent: await temporaryFolder() });
  await expect(resumeRun(folder, linearExperiment())).rejects.toMatchObject({
    message: `${folder} is finished: all 5 epochs are trained`,
    exitCode: 2,
  });
});

test("a run that diverged says why, keeps its last good epoch, and is not tried again", async () => {
  const plan = linearPlan({ epochs: 100 });
  const wild = linearExperiment({ ...plan, optimizer: { ...plan.optimizer, parameters: { lr: 1e4 } } });
  const parent = await temporaryFolder();
  await expect(startRun(wild, { parent })).rejects.toMatchObject({ exitCode: 5 });
  const folder = join(parent, "Linear-1");
  const record = await readRecord(folder);
  expect(record).toMatchObject({ status: "diverged", problem: expect.stringContaining("the loss became") });
  expect(record.finishedEpochs).toBe((await readMetrics(runPaths(folder).metrics)).length);
  await expect(resumeRun(folder, wild)).rejects.toMatchObject({ exitCode: 2 });
});

const refusals: readonly (readonly [string, Partial<PreparedExperiment>, string])[] = [
  [
    "another text",
    { spec: { file: "specs/linear.kpnet", files: { "specs/linear.kpnet": "experiment Linear {}" } } },
    "the text of specs/linear.kpnet, or of a file that it imports, has changed since; start a new run",
  ],
  ["another seed", { plan: linearPlan({ seed: 8 }) }, "its seed was 7, and now is 8"],
  ["more epochs", { plan: linearPlan({ epochs: 9 }) }, "its number of epochs was 5, and now is 9"],
  [
    "other settings",
    { overrides: { "optimizer.lr": "1" } },
    "its list of --set values was empty, and now is optimizer.lr=1",
  ],
  [
    "another engine",
    { engine: { name: "js", package: "plain-loops 1.0.0", threads: 1 } },
    "its engine was cpu, and now is js",
  ],
  [
    "another version of the engine",
    { engine: { name: "cpu", package: "plain-loops 2.0.0", threads: 1 } },
    "its engine's package was plain-loops 1.0.0, and now is plain-loops 2.0.0",
  ],
  [
    "other threads",
    { engine: { name: "cpu", package: "plain-loops 1.0.0", threads: 2 } },
    "its number of threads was 1, and now is 2",
  ],
];

test.each(refusals)("a run is not resumed with %s", async (_, changes, reason) => {
  const folder = await stoppedRun();
  const before = await readFile(runPaths(folder).last);
  await expect(resumeRun(folder, { ...linearExperiment(), ...changes })).rejects.toMatchObject({
    message: `${folder} can't be resumed: ${reason}`,
    exitCode: 2,
  });
  expect((await readFile(runPaths(folder).last)).equals(before)).toBe(true);
});

test("a run that began on another machine is resumed with a remark", async () => {
  const folder = await stoppedRun();
  const path = runPaths(folder).record;
  const record = await readRecord(folder);
  await writeFile(path, JSON.stringify({ ...record, machine: { ...record.machine, cpu: "Other" } }));
  const remarks: string[] = [];
  const onEvent = (event: TrainEvent) => {
    if (event.kind === "start") remarks.push(...event.remarks);
  };
  await resumeRun(folder, linearExperiment(), { onEvent });
  expect(remarks).toEqual([
    expect.stringMatching(/^the processor was Other, and now is .*: the last bits may differ$/),
  ]);
});

test("a run is reopened with the text that it was started with", async () => {
  const folder = await stoppedRun();
  const { record, specFiles } = await reopenRun(folder);
  expect(record.spec.file).toBe("specs/linear.kpnet");
  expect(specFiles).toEqual(linearExperiment().spec.files);
  await writeFile(join(folder, "spec", "specs", "linear.kpnet"), "experiment Linear { epochs: 9 }");
  await expect(reopenRun(folder)).rejects.toThrow("is not what the run was started with");
});
