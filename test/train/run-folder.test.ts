import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSafetensors } from "../../lib/safetensors.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import { startRun } from "../../runtime/runs/start-run.ts";
import { linearExperiment, specText } from "./support/linear-experiment.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

test("a run leaves its record, its spec, its figures, its weights and the code that ran", async () => {
  const parent = join(await temporaryFolder(), "runs");
  const { folder, record } = await startRun(linearExperiment(), { parent });
  expect(folder).toBe(join(parent, "Linear-1"));
  expect((await readdir(folder, { recursive: true })).sort()).toEqual([
    "checkpoints",
    join("checkpoints", "best.safetensors"),
    join("checkpoints", "last.safetensors"),
    "compiled",
    join("compiled", "line"),
    join("compiled", "line", "inference.txt"),
    join("compiled", "package.json"),
    "metrics.jsonl",
    "run.json",
    "spec",
    join("spec", "specs"),
    join("spec", "specs", "linear.kpnet"),
    "tensorboard",
    join("tensorboard", `events.out.tfevents.${Math.floor(Date.parse(record.startedAt) / 1000)}.kpnet`),
  ]);
  expect(await readFile(join(folder, "spec", "specs", "linear.kpnet"), "utf8")).toBe(specText);
  expect(JSON.parse(await readFile(join(folder, "run.json"), "utf8"))).toEqual(record);
  expect(record).toMatchObject({ status: "finished", finishedEpochs: 5, seed: 7, experiment: "Linear", model: "Line" });
  const metrics = await readMetrics(runPaths(folder).metrics);
  expect(metrics.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
});

test("checkpoints hold a state dict; best.safetensors nothing beside it", async () => {
  const { folder } = await startRun(linearExperiment(), { parent: await temporaryFolder() });
  const shapes = async (path: string) => {
    const { tensors } = readSafetensors(await readFile(path));
    return Object.fromEntries([...tensors].map(([key, { shape }]) => [key, shape]));
  };
  const stateDict = { "fc.weight": [2, 12], "fc.bias": [2] };
  expect(await shapes(runPaths(folder).best)).toEqual(stateDict);
  expect(await shapes(runPaths(folder).last)).toEqual({
    ...stateDict,
    "optimizer/momentum_buffer/fc.weight": [2, 12],
    "optimizer/momentum_buffer/fc.bias": [2],
  });
});

test("two runs of one seed have the same weights, byte for byte; another seed has others", async () => {
  const parent = await temporaryFolder();
  const weights = async (changes = {}) => {
    const experiment = linearExperiment();
    const plan = { ...experiment.plan, ...changes };
    const { folder } = await startRun({ ...experiment, plan }, { parent });
    return readFile(runPaths(folder).last);
  };
  const first = await weights();
  expect((await weights()).equals(first)).toBe(true);
  expect((await weights({ seed: 8 })).equals(first)).toBe(false);
});

test("runs that begin at once get numbers of their own", async () => {
  const parent = await temporaryFolder();
  await mkdir(join(parent, "Linear-7"));
  await mkdir(join(parent, "Linear-seven"));
  const runs = await Promise.all([1, 2, 3].map(() => startRun(linearExperiment(), { parent })));
  expect(runs.map(({ folder }) => folder).sort()).toEqual([8, 9, 10].map((n) => join(parent, `Linear-${n}`)).sort());
});

test("a folder that the user names must be new or empty", async () => {
  const out = join(await temporaryFolder(), "mine");
  const { folder } = await startRun(linearExperiment(), { parent: "unused", out });
  expect(folder).toBe(out);
  await expect(startRun(linearExperiment(), { parent: "unused", out })).rejects.toMatchObject({
    message: `${out} is not empty; to go on with the run in it, resume it`,
    exitCode: 2,
  });
  const file = join(await temporaryFolder(), "file");
  await writeFile(file, "");
  await expect(startRun(linearExperiment(), { parent: "unused", out: file })).rejects.toMatchObject({ exitCode: 3 });
});
