import type { EmittedFiles } from "../emitted-files.ts";
import type { Arrays, EmittedModel } from "./emitted-module.ts";

/** Memory that the workers of one trainer share; absent where there is only one. */
export interface SharedMemory {
  readonly barrier: SharedArrayBuffer;
  /** The gradients of each worker's part of the batch, one worker after the other. */
  readonly gradients: SharedArrayBuffer;
  /** Weights after the update, each worker's range by that worker. */
  readonly updated: SharedArrayBuffer;
  /** One number of each worker, to be added up. */
  readonly sums: SharedArrayBuffer;
}

/** A run of weights in the flat memory that share a learning rate: `to` is behind the last one. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
}

/** `UpdateRules` for the flat memory of all weights. */
export interface FlatRules {
  /** Of the weights that are trained, in order. */
  readonly segments: readonly Segment[];
  readonly clipGradValue?: number;
  readonly clipGradNorm?: number;
  readonly movingAverage?: number;
}

/** Loads ONNX Runtime; the first request to every worker. */
export interface Load {
  readonly kind: "load";
}

/** Asks what goes in and out of an emitted model. */
export interface Describe {
  readonly kind: "describe";
  readonly files: EmittedFiles;
}

export interface OpenTraining {
  readonly kind: "open training";
  readonly files: EmittedFiles;
  readonly threads: number;
  /** Place among the workers, from 0. */
  readonly part: number;
  readonly parts: number;
  readonly shared: SharedMemory | undefined;
  /** All weights and buffers, one after the other in the model's order. */
  readonly weights: Float32Array;
  /** The worker's own range of each slot. */
  readonly slots: readonly Float32Array[];
  /** The moving average of all weights, where there is one. */
  readonly average: Float32Array | undefined;
  readonly rules: FlatRules;
}

export interface Step {
  readonly kind: "step";
  /** This worker's part of each batch, where it has one. */
  readonly batches: readonly BatchPart[];
  /** Share of all examples that each worker has; they add up to 1. */
  readonly shares: readonly number[];
  readonly learningRate: number;
  /** From 1. */
  readonly step: number;
}

/** As `Batch` has it. */
export interface BatchPart {
  readonly count: number;
  readonly inputs: readonly Float32Array[];
  readonly target: Float32Array;
  readonly targetWeight?: Float32Array;
  readonly masks: readonly Float32Array[];
}

export interface ReadState {
  readonly kind: "state";
}

/** What one worker keeps: all weights and their average, and its own range of each slot. */
export interface WorkerState {
  readonly weights: Float32Array;
  readonly slots: readonly Float32Array[];
  readonly average: Float32Array | undefined;
}

/** Without `weights`, those of the training that is open in the same worker. */
export interface OpenPredictor {
  readonly kind: "open predictor";
  readonly files: EmittedFiles;
  readonly threads: number;
  readonly weights: Arrays | undefined;
}

export interface Predict {
  readonly kind: "predict";
  readonly inputs: readonly Float32Array[];
}

/** Frees what is open; the worker is then as new. */
export interface Close {
  readonly kind: "close";
}

export type Request = Load | Describe | OpenTraining | Step | ReadState | OpenPredictor | Predict | Close;

/** What each request is answered with. */
export interface Answers {
  load: undefined;
  describe: EmittedModel;
  "open training": undefined;
  /** The mean loss of the worker's part. */
  step: number;
  state: WorkerState;
  "open predictor": undefined;
  predict: readonly Float32Array[];
  close: undefined;
}
