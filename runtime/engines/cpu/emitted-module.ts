/** What a module of the cpu target exports, as far as the engine uses it; see the emitted onnx-support.ts. */
export interface EmittedModule {
  readonly model: EmittedModel;
  createPredictor(ort: unknown, graph: Uint8Array, weights: Arrays, options: SessionOptions): Promise<EmittedPredictor>;
  /** Training is there where it was asked for. */
  createGradients?(ort: unknown, graph: Uint8Array, options: SessionOptions): Promise<EmittedGradients>;
  update?(
    parameter: Float32Array,
    gradient: Float32Array,
    slots: readonly Float32Array[],
    learningRate: number,
    step: number,
  ): void;
}

export type Arrays = Readonly<Record<string, Float32Array>>;

export interface EmittedModel {
  readonly name: string;
  readonly inputs: readonly EmittedPort[];
  readonly outputs: readonly EmittedPort[];
  readonly weights: readonly EmittedWeight[];
  readonly buffers: readonly EmittedWeight[];
  readonly target?: EmittedPort;
  readonly targetWeight?: EmittedPort;
  readonly masks?: readonly EmittedPort[];
  readonly slots?: readonly string[];
  readonly independentExamples?: boolean;
}

/** The shape is that of one example. */
export interface EmittedPort {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface EmittedWeight {
  readonly key: string;
  readonly shape: readonly number[];
}

export interface SessionOptions {
  readonly intraOpNumThreads: number;
  readonly logSeverityLevel: 3;
}

export interface EmittedPredictor {
  predict(inputs: Arrays): Promise<Arrays>;
  close(): Promise<void>;
}

export interface EmittedGradients {
  readonly weights: Float32Array;
  readonly gradients: Float32Array;
  compute(batch: Arrays): Promise<number>;
  close(): Promise<void>;
}

export function countOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Numbers in all of these together. */
export function sizeOf(weights: readonly EmittedWeight[]): number {
  return weights.reduce((sum, { shape }) => sum + countOf(shape), 0);
}
