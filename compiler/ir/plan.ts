import type { Place } from "../../diagnostics/place.ts";
import type { Origin } from "./graph.ts";
import type { IntervalValue, ParameterValues } from "./parameters.ts";
import type { ValueType } from "./value-type.ts";

/** A call of something in a registry, checked and normalised. */
export interface PlannedCall {
  readonly name: string;
  readonly parameters: ParameterValues;
  readonly origin: Origin;
  /** Where each argument that was written stands, by parameter name. */
  readonly arguments?: Readonly<Record<string, Place>>;
}

/** What training makes small: a loss of the model's first output, or one of each output that is named, summed. */
export type PlannedLoss = PlannedCall | { readonly outputs: readonly OutputLoss[] };

/** The loss of one output. */
export interface OutputLoss {
  readonly output: string;
  /** Of the name. */
  readonly place: Place;
  readonly call: PlannedCall;
  /** Which output of the model that is, and its shape; absent until the model is known. */
  readonly at?: { readonly index: number; readonly shape: readonly number[] };
}

/** How the points of a face are numbered. All indices count from 0. */
export interface KeypointScheme {
  readonly name: string;
  readonly count: number;
  readonly groups: Readonly<Record<string, readonly number[]>>;
  readonly names: Readonly<Record<string, number>>;
  /** `mirror[i]` is the point that i becomes when the picture is flipped; absent where the scheme names no mirror. */
  readonly mirror?: readonly number[];
  readonly origin: Origin;
}

export interface DatasetPlan {
  readonly name: string;
  /** The reader, with the path as written (relative to the project root). */
  readonly source: PlannedCall;
  readonly keypoints: KeypointScheme;
  readonly split: PlannedCall;
  /** What becomes of examples that are bad; they are an error where this is absent. */
  readonly onBadExample?: "error" | "skip";
  /** Properties that are marked `@assumed`, by key. */
  readonly assumed: readonly string[];
  readonly origin: Origin;
}

/** One step of an example's way from file to network. */
export interface PlannedTransform extends PlannedCall {
  /** Identity of its random stream: `augment.rotate`, `resize`. */
  readonly path: string;
  /** `train` for a step of `augment train`, which never reaches a validation example. */
  readonly split: "all" | "train";
}

/** What an examples declaration delivers. */
export interface ExampleType {
  readonly image: ValueType;
  readonly points: ValueType;
  /** Indices into the scheme of the points that are left, in order. */
  readonly kept: readonly number[];
  /** True where the reader gives a box for each face. */
  readonly boxed: boolean;
  /** What becomes of points that a geometric step moves out of the picture. */
  readonly leaving: "keep" | "clamp" | "mask";
}

/** How an example is made: the dataset, then the steps in the order written (`augment train` first, as written). */
export interface ExamplePlan {
  readonly name: string;
  readonly dataset: DatasetPlan;
  readonly steps: readonly PlannedTransform[];
  /** Paths of the steps that are marked `@assumed`. */
  readonly assumed: readonly string[];
  readonly origin: Origin;
}

/** What an experiment may say of training beside its loss and optimizer. What is absent is not done. */
export interface TrainingOptions {
  /** Weights to begin with; the seed's where absent. */
  readonly init?: PlannedCall;
  /** Paths of steps, blocks or weights that training leaves as they are. */
  readonly freeze: readonly string[];
  /** Factors of the learning rate by path; the longest path that a weight lies under counts. */
  readonly rates: Readonly<Record<string, number>>;
  readonly schedule?: PlannedCall;
  /** Batches an update. */
  readonly accumulate: number;
  readonly clipGradNorm?: number;
  readonly clipGradValue?: number;
  /** Decay of the moving average of the weights. */
  readonly movingAverage?: number;
  readonly earlyStopping?: EarlyStopping;
}

export interface EarlyStopping {
  /** Epochs without a better loss after which training ends. */
  readonly patience: number;
  /** How much lower a loss must be to be better. */
  readonly minDelta: number;
}

/** One property, or a part of one, that a sweep gives several values. */
export interface SweepAxis {
  /** Dotted: `optimizer.lr`. */
  readonly key: string;
  readonly values: readonly SweptValue[];
}

/** A value to try: as it stands in the spec, or a number of a range, or what a constant or a calculation comes to. */
export interface SweptValue {
  readonly place: Place;
  readonly number?: number;
}

/** An experiment: everything that `kpc train` needs beside the model's graph. */
export interface ExperimentPlan {
  readonly format: "kpnet-plan/1";
  readonly name: string;
  readonly doc: string;
  readonly model: string;
  /** Where the model is declared, if not in the experiment's own file. */
  readonly modelFile?: string;
  readonly examples: ExamplePlan;
  readonly loss: PlannedLoss;
  readonly optimizer: PlannedCall;
  readonly epochs: number;
  readonly batch: number;
  readonly seed: number;
  readonly training: TrainingOptions;
  /** What validation measures beside the loss. */
  readonly metrics: readonly PlannedCall[];
  /** What to try in place of what is said here: each combination of values is a run. Absent where that is nothing. */
  readonly sweep?: readonly SweepAxis[];
  /** The figures of a document or paper, by name: train_loss, validation_loss. */
  readonly reported: Readonly<Record<string, number>>;
  /** Dotted keys whose values are marked `@assumed`; `assumptionsOf` adds those of the examples and the data set. */
  readonly assumed: readonly string[];
  readonly origin: Origin;
  /** Where each property stands, by key. */
  readonly properties: Readonly<Record<string, Origin>>;
}

export type { IntervalValue };
