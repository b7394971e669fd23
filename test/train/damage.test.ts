import { copyFile, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeSafetensors } from "../../lib/safetensors.ts";
import { loadWeights } from "../../runtime/checkpoints/load.ts";
import { weightShapes } from "../../runtime/checkpoints/weight-shapes.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { readRecord } from "../../runtime/runs/record-file.ts";
import { resumeRun } from "../../runtime/runs/resume-run.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import { startRun } from "../../runtime/runs/start-run.ts";
import { linearExperiment, linearProgram } from "./support/linear-experiment.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const shapes = weightShapes(linearProgram());

/** A finished run whose record says that it is still running, as after a crash. */
async function crashedRun(): Promise<string> {
  const { folder, record } = await startRun(linearExperiment(), { parent: await temporaryFolder() });
  await writeFile(runPaths(folder).record, JSON.stringify({ ...record, status: "running" }));
  return folder;
}

test("a checkpoint that is cut off anywhere is refused, and nothing else is touched", async () => {
  const folder = await crashedRun();
  const { last, metrics } = runPaths(folder);
  const { length } = await readFile(last);
  const log = await readFile(metrics, "utf8");
  for (const size of [length - 1, Math.floor(length / 2), 9, 7, 0]) {
    await truncate(last, size);
    await expect(resumeRun(folder, linearExperiment())).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^${last} is cut off`)),
      exitCode: 3,
    });
  }
  expect(await readFile(metrics, "utf8")).toBe(log);
});

test("a single flipped bit in a checkpoint is found", async () => {
  const folder = await crashedRun();
  const { last, best } = runPaths(folder);
  for (const path of [last, best]) {
    const bytes = await readFile(path);
    bytes[bytes.length - 5]! ^= 1;
    await writeFile(path, bytes);
  }
  const message = "is damaged: its checksum is not that of its numbers";
  await expect(resumeRun(folder, linearExperiment())).rejects.toMatchObject({
    message: `${last} ${message}`,
    exitCode: 3,
  });
  await expect(loadWeights(best, shapes)).rejects.toThrow(`${best} ${message}`);
});

test("weights alone, or no checkpoint at all, are nothing to resume from", async () => {
  const folder = await crashedRun();
  const { last, best } = runPaths(folder);
  await copyFile(best, last);
  await expect(resumeRun(folder, linearExperiment())).rejects.toThrow(
    `${last} holds weights only, without the state of a training run`,
  );
  await rm(last);
  await expect(resumeRun(folder, linearExperiment())).rejects.toThrow(`${last} is missing`);
});

test("a damaged run.json says what is wrong with it", async () => {
  const folder = await crashedRun();
  const path = runPaths(folder).record;
  const text = await readFile(path, "utf8");
  const cases: readonly (readonly [string, RegExp])[] = [
    [text.slice(0, 40), /run\.json is damaged: .*JSON/],
    ["[]", /run\.json is damaged: \/ must be object/],
    [text.replace('"seed":7', '"seed":"seven"'), /run\.json is damaged: \/seed must be integer/],
    [text.replace('"threads":1', '"threads":0'), /run\.json is damaged: \/engine\/threads must be >= 1/],
    [
      text.replace("kpnet-run/1", "kpnet-run/2"),
      /has the format kpnet-run\/2; this version of kpnet reads kpnet-run\/1/,
    ],
  ];
  for (const [damaged, message] of cases) {
    expect(damaged).not.toBe(text);
    await writeFile(path, damaged);
    await expect(readRecord(folder)).rejects.toMatchObject({ message: expect.stringMatching(message), exitCode: 3 });
  }
});

test("a folder without run.json is no run", async () => {
  const folder = await temporaryFolder();
  await expect(readRecord(folder)).rejects.toThrow(`${folder} is not a run folder: it has no run.json`);
  await expect(readRecord(join(folder, "none"))).rejects.toMatchObject({ exitCode: 3 });
});

test("a metrics.jsonl that is damaged in the middle is not passed over", async () => {
  const path = join(await temporaryFolder(), "metrics.jsonl");
  const epoch = (n: number) =>
    `{"epoch":${n},"trainLoss":0.1,"validation":null,"learningRate":0.1,"best":true,"trainSeconds":1,"validationSeconds":0}\n`;
  await writeFile(path, `${epoch(1)}{"epo\n${epoch(3)}`);
  await expect(readMetrics(path)).rejects.toThrow(`${path}, line 2, is not JSON: the file is damaged`);
  await writeFile(path, epoch(1) + epoch(2).replace("0.1", '"low"'));
  await expect(readMetrics(path)).rejects.toThrow(`${path}, line 2, is not an epoch's figures: the file is damaged`);
});

test("weights of another model are refused by name", async () => {
  const path = join(await temporaryFolder(), "other.safetensors");
  const write = (tensors: Record<string, number[]>) => {
    const zeros = (shape: number[]) => ({ shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) });
    const all = Object.entries(tensors).map(([key, shape]) => [key, zeros(shape)] as const);
    return writeFile(path, writeSafetensors({ tensors: new Map(all), metadata: {} }));
  };
  await write({ "fc.bias": [2], "fc.weight": [2, 12] });
  expect([...(await loadWeights(path, shapes)).keys()]).toEqual(["fc.weight", "fc.bias"]);
  await write({ "fc.weight": [2, 12] });
  await expect(loadWeights(path, shapes)).rejects.toThrow(`${path} lacks weights of the model: fc.bias`);
  await write({ "fc.weight": [2, 12], "fc.bias": [2], "fc2.bias": [2] });
  await expect(loadWeights(path, shapes)).rejects.toThrow(`${path} has weights that the model lacks: fc2.bias`);
  await write({ "fc.weight": [12, 2], "fc.bias": [2] });
  await expect(loadWeights(path, shapes)).rejects.toThrow(`${path}: fc.weight is [12, 2], the model needs [2, 12]`);
});
