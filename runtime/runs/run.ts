import { rm } from "node:fs/promises";
import { arch, cpus, platform } from "node:os";
import { join } from "node:path";
import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { writeAtomically } from "../checkpoints/atomic-write.ts";
import { encodeCheckpoint } from "../checkpoints/checkpoint.ts";
import { weightShapes } from "../checkpoints/weight-shapes.ts";
import type { Trainer, TrainingState } from "../engines/engine.ts";
import type { ExampleSource } from "../train/batches.ts";
import type { Measures, TrainListener } from "../train/events.ts";
import { initialState } from "../train/initial-state.ts";
import type { Progress } from "../train/train.ts";
import { continueRun } from "./continue-run.ts";
import { hashSpec, type SpecFiles } from "./hash-spec.ts";
import { writeRecord } from "./record-file.ts";
import { createNamedFolder, createNumberedFolder, makeFolder, runPaths, writeFiles } from "./run-folder.ts";
import type { RecordedEngine, RunRecord } from "./run-record.ts";

/** An experiment that has been compiled and whose data has been read: what the caller (`kpc train`) hands to a run. */
export interface PreparedExperiment {
  /** With `--set` and `--seed` applied. */
  readonly plan: ExperimentPlan;
  /** The training program. */
  readonly program: Program;
  readonly spec: { readonly file: string; readonly files: SpecFiles };
  readonly overrides: Readonly<Record<string, string>>;
  /** Emitted files, which the engine runs from the run folder. */
  readonly compiled: readonly { readonly path: string; readonly content: string | Uint8Array }[];
  readonly engine: RecordedEngine;
  readonly versions: RunRecord["versions"];
  readonly train: ExampleSource;
  /** Measures the validation split; undefined where it is empty. */
  readonly validate: ((predict: Trainer["predict"]) => Promise<Measures>) | undefined;
  /** `compiled` is the folder that holds the emitted files. */
  readonly openTrainer: (compiled: string, state: TrainingState) => Promise<Trainer>;
}

export interface RunOptions {
  readonly onEvent?: TrainListener;
  /** Abort it to stop after the step under way; the run can be resumed. */
  readonly signal?: AbortSignal;
}

export interface StartOptions extends RunOptions {
  /** Folder of all runs, in which this one gets a number: `runs`. */
  readonly parent: string;
  /** A folder for this run instead, new or empty. */
  readonly out?: string;
}

export interface RunResult {
  readonly folder: string;
  readonly record: RunRecord;
  readonly progress: Progress;
}

/**
 * Trains an experiment from its beginning in a new run folder. `run.json` is the last file made before training, so a
 * folder that has one can always be resumed; where that much can't be written, the folder is removed again.
 *
 * Throws RunError: the folder can't be made or written (2, 3), training diverged (5) or was stopped (130).
 */
export async function startRun(experiment: PreparedExperiment, options: StartOptions): Promise<RunResult> {
  const { plan, program } = experiment;
  const folder =
    options.out === undefined
      ? await createNumberedFolder(options.parent, plan.name)
      : await createNamedFolder(options.out);
  const state = initialState(program, plan.optimizer, plan.seed);
  const progress: Progress = { finishedEpochs: 0, best: undefined };
  const record = newRecord(experiment);
  try {
    await fillFolder(
      folder,
      record,
      experiment,
      encodeCheckpoint({ model: plan.model, state, progress }, weightShapes(program)),
    );
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return continueRun({ folder, record, state, progress, remarks: [] }, experiment, options);
}

async function fillFolder(
  folder: string,
  record: RunRecord,
  { spec, compiled }: PreparedExperiment,
  start: Uint8Array,
) {
  const paths = runPaths(folder);
  const specFiles = Object.entries(spec.files).map(([path, content]) => ({ path, content }));
  await writeFiles(paths.spec, specFiles);
  await writeFiles(paths.compiled, compiled);
  await makeFolder(join(folder, "checkpoints"));
  await writeAtomically(paths.last, start);
  await writeRecord(folder, record);
}

function newRecord({ plan, spec, overrides, engine, versions }: PreparedExperiment): RunRecord {
  const now = new Date().toISOString();
  return {
    format: "kpnet-run/1",
    experiment: plan.name,
    model: plan.model,
    spec: { file: spec.file, sha256: hashSpec(spec.files) },
    overrides,
    seed: plan.seed,
    epochs: plan.epochs,
    batch: plan.batch,
    engine,
    machine: thisMachine(),
    versions,
    status: "running",
    finishedEpochs: 0,
    seconds: 0,
    startedAt: now,
    updatedAt: now,
  };
}

/** What decides, beside engine and threads, whether two runs give the same bytes. */
export function thisMachine(): RunRecord["machine"] {
  return { cpu: cpus()[0]?.model.trim() ?? "", platform: platform(), arch: arch() };
}
