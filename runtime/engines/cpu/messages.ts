import type { Arrays, EmittedFiles, EmittedModel } from "./emitted-module.ts";

/** Memory that the workers of one trainer share; absent where there is only one. */
export interface SharedMemory {
  readonly barrier: SharedArrayBuffer;
  /** The gradients of each worker's part of the batch, one worker after the other. */
  readonly gradients: SharedArrayBuffer;
  /** Weights after the update, each worker's range by that worker. */
  readonly updated: SharedArrayBuffer;
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
}

export interface Step {
  readonly kind: "step";
  /** This worker's part of the batch, in the order of the model's inputs and masks; undefined where none is left for it. */
  readonly batch: BatchPart | undefined;
  /** Share of the batch that each worker has; they add up to 1. */
  readonly shares: readonly number[];
  readonly learningRate: number;
  /** From 1. */
  readonly step: number;
}

export interface BatchPart {
  readonly inputs: readonly Float32Array[];
  readonly target: Float32Array;
  readonly masks: readonly Float32Array[];
}

export interface ReadState {
  readonly kind: "state";
}

/** What one worker keeps: all weights, and its own range of each slot. */
export interface WorkerState {
  readonly weights: Float32Array;
  readonly slots: readonly Float32Array[];
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

export interface Envelope {
  readonly id: number;
  readonly request: Request;
}

export type Reply =
  | { readonly id: number; readonly answer: Answers[keyof Answers] }
  | { readonly id: number; readonly problem: { readonly message: string; readonly exitCode: 3 | 4 | undefined } };
