import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { readRecord } from "../../runtime/runs/record-file.ts";
import { resumeRun } from "../../runtime/runs/resume-run.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import { startRun } from "../../runtime/runs/start-run.ts";
import type { TrainEvent } from "../../runtime/train/events.ts";
import { linearExperiment } from "./support/linear-experiment.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** Trains in a process of its own until `moment`, and kills it there. */
async function trainAndKill(parent: string, moment: (event: TrainEvent) => boolean): Promise<void> {
  const script = new URL("./support/linear-child.ts", import.meta.url);
  const child: ChildProcess = fork(script, [parent], { execArgv: ["--import", "tsx"] });
  child.on("message", (event) => {
    if (moment(event as TrainEvent)) child.kill("SIGKILL");
  });
  const [code, signal] = await once(child, "exit");
  expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });
}

test("a run that is killed, resumed and killed again ends with the bytes of one that was not", async () => {
  const whole = await startRun(linearExperiment(), { parent: await temporaryFolder() });
  const parent = await temporaryFolder();
  const folder = join(parent, "Linear-1");
  await trainAndKill(parent, (event) => event.kind === "step" && event.epoch === 2 && event.step === 3);
  expect(await readRecord(folder)).toMatchObject({ status: "running", finishedEpochs: 1 });
  await trainAndKill(parent, (event) => event.kind === "step" && event.epoch === 4 && event.step === 6);
  expect(await readMetrics(runPaths(folder).metrics)).toHaveLength(3);
  await resumeRun(folder, linearExperiment());
  for (const file of ["last", "best"] as const) {
    const expected = await readFile(runPaths(whole.folder)[file]);
    expect((await readFile(runPaths(folder)[file])).equals(expected)).toBe(true);
  }
});
