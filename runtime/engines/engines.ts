import { availableParallelism } from "node:os";
import type { RecordedEngine } from "../runs/run-record.ts";
import { createCpuPredictor, createCpuTrainer } from "./cpu/index.ts";
import type { Predictor, Tensors, Trainer, TrainingState, UpdateRules } from "./engine.ts";
import { versionOf } from "./probe.ts";
import { type Requirement, requirements, type TargetName, type TfjsTargetName } from "./requirements.ts";
import { createTfjsPredictor, createTfjsTrainer, findPackages } from "./tfjs/index.ts";

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

/** The engine of a target. Throws RunError (4) where a package that it needs is not installed. */
export function engineOf(target: TargetName, { root, threads }: EngineOptions): Engine {
  return target === "cpu" ? cpuEngine(root, threads ?? availableParallelism()) : tfjsEngine(target, root);
}

function cpuEngine(root: string, threads: number): Engine {
  return {
    recorded: { name: "cpu", package: packagesWithVersions("cpu", root), threads },
    openTrainer: (options) => createCpuTrainer({ ...options, threads }),
    openPredictor: (options) => createCpuPredictor({ ...options, threads }),
  };
}

function tfjsEngine(target: TfjsTargetName, root: string): Engine {
  findPackages(target, root);
  return {
    recorded: { name: target, package: packagesWithVersions(target, root), threads: 1 },
    openTrainer: (options) => createTfjsTrainer({ ...options, target, root }),
    openPredictor: (options) => createTfjsPredictor({ ...options, target, root }),
  };
}

/** `@tensorflow/tfjs 4.22.0, @tensorflow/tfjs-backend-wasm 4.22.0`. */
function packagesWithVersions(target: TargetName, root: string): string {
  const { packages, inNode }: Requirement = requirements[target];
  const names = [...packages, ...(inNode === undefined ? [] : [inNode])];
  return names.map((name) => `${name} ${versionOf(name, root) ?? "unknown"}`).join(", ");
}
