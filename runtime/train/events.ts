import type { Figures } from "../evaluate/chosen-metrics.ts";

/** How well a model does on a split. */
export interface Measures {
  /** The experiment's loss, the mean over all visible points of the examples. */
  readonly loss: number;
  /** Mean squared error over all their coordinates, in the network's units. */
  readonly mse: number;
  /** Mean distance between predicted and true points, in pixels of the source pictures. */
  readonly pixelError: number;
  /** The experiment's metrics, by name; without one that no example could be measured by. */
  readonly metrics: Figures;
}

/** A line of `metrics.jsonl`. Epochs count from 1. */
export interface EpochMetrics {
  readonly epoch: number;
  /** Mean over the examples of the losses before each update, dropout on: what training itself saw. */
  readonly trainLoss: number;
  /** After the epoch's last update; null where the experiment has no validation examples. */
  readonly validation: Measures | null;
  /** Of the epoch's last update. */
  readonly learningRate: number;
  /** True where no earlier epoch had a lower validation loss (training loss without validation). */
  readonly best: boolean;
  /** Time of the training steps alone, then of validation. */
  readonly trainSeconds: number;
  /** The part of trainSeconds in which nothing was done but wait for examples. */
  readonly waitSeconds: number;
  readonly validationSeconds: number;
}

/** The run folder is complete and training begins. */
export interface StartEvent {
  readonly kind: "start";
  readonly folder: string;
  readonly epochs: number;
  /** More than 0 where a run is resumed. */
  readonly finishedEpochs: number;
  readonly trainExamples: number;
  /** What may make the numbers differ from those of the machine that began the run. */
  readonly remarks: readonly string[];
}

export interface StepEvent {
  readonly kind: "step";
  readonly epoch: number;
  readonly epochs: number;
  /** Within the epoch, from 1. */
  readonly step: number;
  readonly steps: number;
  /** Mean over the batch, before the update. */
  readonly loss: number;
  readonly examplesPerSecond: number;
  /** To the end of the run, as far as the pace so far tells. */
  readonly secondsLeft: number;
}

export interface EpochEvent {
  readonly kind: "epoch";
  readonly epochs: number;
  readonly metrics: EpochMetrics;
}

/** What a run tells of itself while it goes on. An epoch is told once its checkpoint is on the disk. */
export type TrainEvent = StartEvent | StepEvent | EpochEvent;

export type TrainListener = (event: TrainEvent) => void | Promise<void>;
