import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../checkpoints/atomic-write.ts";
import { encodeCheckpoint } from "../checkpoints/checkpoint.ts";
import { weightShapes } from "../checkpoints/weight-shapes.ts";
import { firstWeights } from "../train/first-weights.ts";
import { initialState } from "../train/initial-state.ts";
import type { Progress } from "../train/train.ts";
import { continueRun } from "./continue-run.ts";
import type { PreparedExperiment, RunResult, StartOptions } from "./experiment.ts";
import { hashSpec } from "./hash-spec.ts";
import { withLock } from "./lock.ts";
import { thisMachine } from "./machine.ts";
import { recordedRoot } from "./project-root.ts";
import { writeRecord } from "./record-file.ts";
import {
  createNamedFolder,
  createNumberedFolder,
  makeFolder,
  runPaths,
  writeCompiled,
  writeFiles,
} from "./run-folder.ts";
import type { RunRecord } from "./run-record.ts";

/**
 * Trains an experiment from its beginning in a new run folder. `run.json` is the last file made before training, so a
 * folder that has one can always be resumed; where that much can't be written, the folder is removed again.
 *
 * Throws RunError: the weights to begin with don't fit (3), the folder can't be made or written (2, 3), training diverged (5) or was stopped (130).
 */
export async function startRun(experiment: PreparedExperiment, options: StartOptions): Promise<RunResult> {
  const { plan, program, spec } = experiment;
  const weights = await firstWeights(plan, program, spec.root ?? "");
  const folder =
    options.out === undefined
      ? await createNumberedFolder(options.parent, plan.name)
      : await createNamedFolder(options.out);
  const state = initialState(program, plan, weights);
  const progress: Progress = { finishedEpochs: 0, best: undefined };
  const start = encodeCheckpoint({ model: plan.model, state, progress }, weightShapes(program));
  const record = await newRecord(folder, experiment);
  try {
    await fillFolder(folder, record, experiment, start);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return withLock(folder, () => continueRun({ folder, record, state, progress, remarks: [] }, experiment, options));
}

async function fillFolder(
  folder: string,
  record: RunRecord,
  { spec, compiled, skipped }: PreparedExperiment,
  start: Uint8Array,
) {
  const paths = runPaths(folder);
  const specFiles = Object.entries(spec.files).map(([path, content]) => ({ path, content }));
  await writeFiles(paths.spec, specFiles);
  await writeCompiled(paths.compiled, compiled);
  if (skipped.count > 0) await writeAtomically(paths.skipped, `${JSON.stringify(skipped, null, 2)}\n`);
  await makeFolder(join(folder, "checkpoints"));
  await writeAtomically(paths.last, start);
  await writeRecord(folder, record);
}

async function newRecord(
  folder: string,
  { plan, spec, overrides, engine, loading, versions }: PreparedExperiment,
): Promise<RunRecord> {
  const now = new Date().toISOString();
  const root = spec.root === undefined ? {} : { root: await recordedRoot(folder, spec.root) };
  return {
    format: "kpnet-run/1",
    experiment: plan.name,
    model: plan.model,
    spec: { file: spec.file, sha256: hashSpec(spec.files), ...root },
    overrides,
    seed: plan.seed,
    epochs: plan.epochs,
    batch: plan.batch,
    engine,
    ...(loading === undefined ? {} : { loading }),
    machine: thisMachine(),
    versions,
    status: "running",
    finishedEpochs: 0,
    seconds: 0,
    startedAt: now,
    updatedAt: now,
  };
}
