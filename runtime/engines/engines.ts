import { availableParallelism } from "node:os";
import type { RecordedEngine } from "../runs/run-record.ts";
import { createCpuPredictor, createCpuTrainer } from "./cpu/index.ts";
import type { Predictor, Tensors, Trainer, TrainingState, UpdateRules } from "./engine.ts";
import { versionOf } from "./probe.ts";
import { packagesOf, type TargetName, type TfjsTargetName } from "./requirements.ts";
import { createTfjsPredictor, createTfjsTrainer, startTfjsWorker, type TfjsWorker } from "./tfjs/index.ts";

export interface TrainerOptions {
  /** Folder of what the engine's target emitted. */
  readonly folder: string;
  readonly model: string;
  readonly state: TrainingState;
  /** Keys of the weights that are trained. */
  readonly trained: readonly string[];
  /** Examples in a full batch. */
  readonly batch: number;
  readonly rules: UpdateRules;
}

export interface PredictorOptions {
  /** Folder of what the engine's target emitted. */
  readonly folder: string;
  readonly model: string;
  readonly weights: Tensors;
}

/** Runs what one target emitted. */
export interface Engine {
  /** As run.json says it. */
  readonly recorded: RecordedEngine;
  openTrainer(options: TrainerOptions): Promise<Trainer>;
  openPredictor(options: PredictorOptions): Promise<Predictor>;
}

export interface EngineOptions {
  /** Project whose packages are used; kpc's own where it has none. */
  readonly root: string;
  /** Of the cpu engine: one a core where left out. */
  readonly threads?: number | undefined;
}

/**
 * The engine of a target. Throws TargetError where a package that a tfjs target needs is not installed or does not load, or
 * where it finds no device: before anything is read or written.
 */
export async function engineOf(target: TargetName, { root, threads }: EngineOptions): Promise<Engine> {
  return target === "cpu" ? cpuEngine(root, threads ?? availableParallelism()) : tfjsEngine(target, root);
}

function cpuEngine(root: string, threads: number): Engine {
  return {
    recorded: { name: "cpu", package: packagesWithVersions("cpu", root), threads },
    openTrainer: (options) => createCpuTrainer({ ...options, threads }),
    openPredictor: (options) => createCpuPredictor({ ...options, threads }),
  };
}

async function tfjsEngine(target: TfjsTargetName, root: string): Promise<Engine> {
  let ready: TfjsWorker | undefined = (await startTfjsWorker(target, root)).worker;
  return {
    recorded: { name: target, package: packagesWithVersions(target, root), threads: 1 },
    openTrainer: async (options) => createTfjsTrainer(await takeWorker(), options),
    openPredictor: async (options) => createTfjsPredictor(await takeWorker(), options),
  };

  /** The one that showed that the target works, then new ones. */
  async function takeWorker(): Promise<TfjsWorker> {
    const worker = ready ?? (await startTfjsWorker(target, root)).worker;
    ready = undefined;
    return worker;
  }
}

/** `@tensorflow/tfjs 4.22.0, @tensorflow/tfjs-backend-wasm 4.22.0`. */
function packagesWithVersions(target: TargetName, root: string): string {
  return packagesOf(target)
    .map((name) => `${name} ${versionOf(name, root) ?? "unknown"}`)
    .join(", ");
}
