import type { EmittedFiles } from "../emitted-files.ts";
import type { Batch, Tensors, TrainingState } from "../engine.ts";
import type { TfjsTargetName } from "../requirements.ts";
import type { WeightRules } from "./weight-rules.ts";

/** Loads tfjs and makes its backend ready; the first request to every worker. */
export interface Load {
  readonly kind: "load";
  readonly target: TfjsTargetName;
  /** The backend's name in tfjs. */
  readonly backend: string;
  /** Address of each package's file, by the package's name. */
  readonly packages: Readonly<Record<string, string>>;
  /** The one of them that is tfjs. */
  readonly library: string;
  /** The one that gives Node WebGPU, where it is needed. */
  readonly inNode: string | undefined;
}

export interface OpenTraining {
  readonly kind: "open training";
  readonly files: EmittedFiles;
  readonly state: TrainingState;
  readonly rules: WeightRules;
}

export interface OpenPredictor {
  readonly kind: "open predictor";
  readonly files: EmittedFiles;
  readonly weights: Tensors;
}

export interface Step {
  readonly kind: "step";
  readonly batches: readonly Batch[];
  readonly learningRate: number;
}

export interface ReadState {
  readonly kind: "state";
}

export interface Predict {
  readonly kind: "predict";
  readonly inputs: readonly Float32Array[];
  readonly count: number;
}

export type Request = Load | OpenTraining | OpenPredictor | Step | ReadState | Predict;

/** What each request is answered with. */
export interface Answers {
  /** The device that computes, in words; empty where there is nothing to say. */
  readonly load: string;
  readonly "open training": undefined;
  readonly "open predictor": undefined;
  /** The mean loss. */
  readonly step: number;
  readonly state: TrainingState;
  readonly predict: readonly Float32Array[];
}
