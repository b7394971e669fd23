/** Tensors by state-dict key, in PyTorch's layout. */
export type Tensors = ReadonlyMap<string, Float32Array>;

/** Everything that a training run changes: enough, with the epoch, to go on as if it had never stopped. */
export interface TrainingState {
  readonly weights: Tensors;
  /** Optimizer slots: `exp_avg/conv1.weight`. */
  readonly slots: Tensors;
  /** Updates made so far. */
  readonly step: number;
}

/** One batch; every array holds `count` examples, one after the other. */
export interface Batch {
  readonly count: number;
  readonly inputs: readonly Float32Array[];
  readonly target: Float32Array;
  /** In the order of the program's masks. */
  readonly masks: readonly Float32Array[];
}

export interface StepResult {
  /** Mean loss over the batch, before the update. */
  readonly loss: number;
}

/** Trains one model. What runs is the emitted code, off the main thread. One call at a time. */
export interface Trainer {
  step(batch: Batch, learningRate: number): Promise<StepResult>;
  /** The model's outputs with the current weights, dropout off. */
  predict(inputs: readonly Float32Array[], count: number): Promise<readonly Float32Array[]>;
  /** A copy. */
  state(): Promise<TrainingState>;
  close(): Promise<void>;
}

/** Runs a trained model. */
export interface Predictor {
  predict(inputs: readonly Float32Array[], count: number): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}
