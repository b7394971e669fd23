import type * as tf from "@tensorflow/tfjs";

export type Tf = typeof tf;

/** Tensors by state-dict key, as they lie in tfjs. */
export type Variables = Record<string, tf.Variable>;
export type Gradients = Record<string, tf.Tensor>;

export interface EmittedTraining {
  readonly weights: Variables;
  readonly slots?: Readonly<Record<string, Variables>>;
  step: number;
}

/** What a module of a tfjs target exports, as far as the engine uses it. */
export interface EmittedModule {
  readonly model: EmittedModel;
  ready(): Promise<void>;
  load(source: ReadonlyMap<string, Float32Array>): Variables;
  exportWeights(weights: Variables): Promise<Map<string, Float32Array>>;
  predict(weights: Variables, ...inputs: tf.Tensor[]): tf.Tensor | Record<string, tf.Tensor>;
  /** These are there where the module was compiled with a training step. */
  startTraining?(weights: Variables): EmittedTraining;
  lossAndGradients?(
    weights: Variables,
    batch: Readonly<Record<string, unknown>>,
  ): { readonly loss: tf.Scalar; readonly gradients: Gradients; readonly statistics?: Gradients };
  applyGradients?(training: EmittedTraining, gradients: Gradients, learningRate: (key: string) => number): void;
  /** There where the model has running statistics. */
  updateStatistics?(weights: Variables, statistics: Gradients): void;
}

export interface EmittedModel {
  readonly name: string;
  readonly inputs: readonly EmittedPort[];
  readonly outputs: readonly EmittedPort[];
  /** Inputs, target and, where points may be hidden, target weights. */
  readonly batch?: readonly EmittedPort[];
  readonly masks?: readonly EmittedPort[];
}

/** The shape is that of one example, as it lies in tfjs; where the model leaves a size open it has a formula. */
export interface EmittedPort {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}
