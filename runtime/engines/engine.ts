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
  /**
   * [count, points]: what the loss of each point is multiplied with, for the program's input `target_weight`; there where it has one.
   * The batches of a step share one mean over visible points, so engines add their losses and gradients up as if nothing was hidden.
   */
  readonly targetWeight?: Float32Array;
  /** In the order of the program's masks. */
  readonly masks: readonly Float32Array[];
}

export interface StepResult {
  /** Mean loss over all examples, before the update. */
  readonly loss: number;
}

/** What is done between gradients and weights beside the optimizer's formula. What is absent is not done. */
export interface UpdateRules {
  /** Factor of the learning rate for a weight, by its key; 0: it stays as it is. */
  readonly rateOf: (key: string) => number;
  /** Largest size of each number of the gradient; before `clipGradNorm`. */
  readonly clipGradValue?: number;
  /** Largest 2-norm of the gradient of all weights that are trained. */
  readonly clipGradNorm?: number;
  /** Decay of a moving average of the weights, which is kept in the slot `averageSlot`. */
  readonly movingAverage?: number;
}

/** Weights by their key in the slots of a state: `moving_average/conv1.weight`. */
export const averageSlot = "moving_average";

/** Trains one model. What runs is the emitted code, off the main thread. One call at a time. */
export interface Trainer {
  /** One update by the mean gradient over the examples of all batches, which the engine computes one after the other. */
  step(batches: readonly Batch[], learningRate: number): Promise<StepResult>;
  /** The model's outputs with the current weights, dropout off; where there is a moving average, with that. */
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
