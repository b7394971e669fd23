import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import type { Program } from "../../compiler/ir/program.ts";
import type { LoadLimits } from "../data/examples.ts";
import type { SkippedExamples } from "../data/skipped-examples.ts";
import type { Trainer, TrainingState } from "../engines/engine.ts";
import type { ExampleSource } from "../train/batches.ts";
import type { Measures, TrainListener } from "../train/events.ts";
import type { Progress } from "../train/train.ts";
import type { SpecFiles } from "./hash-spec.ts";
import type { RecordedEngine, RunRecord } from "./run-record.ts";

/** An experiment that has been compiled and whose data has been read: what the caller (`kpc train`) hands to a run. */
export interface PreparedExperiment {
  /** With `--set` and `--seed` applied. */
  readonly plan: ExperimentPlan;
  /** The training program. */
  readonly program: Program;
  readonly spec: {
    readonly file: string;
    readonly files: SpecFiles;
    /** The project root, an absolute path; recorded so that the run's data is found again. */
    readonly root?: string;
  };
  readonly overrides: Readonly<Record<string, string>>;
  /** Emitted files, which the engine runs from the run folder. */
  readonly compiled: readonly { readonly path: string; readonly content: string | Uint8Array }[];
  readonly engine: RecordedEngine;
  /** What was asked for of how data is loaded. */
  readonly loading?: Pick<LoadLimits, "workers" | "memory">;
  readonly versions: RunRecord["versions"];
  readonly train: ExampleSource;
  /** Examples of the data that are not trained on. */
  readonly skipped: SkippedExamples;
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
