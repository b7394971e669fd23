import type { FaceChart } from "../charts/face-chart.ts";
import type { Summary } from "../summary.ts";
import type { SpecListing } from "./spec-listing.ts";

/** A run as a report shows it: plain data, its pictures as data URLs. */
export interface ReportedRun {
  /** Short, and another one for each run of a report. */
  readonly name: string;
  readonly experiment: string;
  readonly model: string;
  /** The experiment's doc comment. */
  readonly doc: string;
  /** What is remarkable in how it ended; undefined where it is finished. */
  readonly remark?: string;
  /** What and value. */
  readonly facts: readonly (readonly [string, string])[];
  readonly epochs: readonly EpochFigures[];
  /** The epoch that validated best. */
  readonly bestEpoch: number;
  /** Validation loss of always giving the mean of the training points. */
  readonly meanPointLoss: number;
  readonly reportedLoss?: number;
  readonly figures: readonly FigureRow[];
  /** Whose weights everything below shows: `best epoch (12)`. */
  readonly weights: string;
  readonly best: readonly ShownExample[];
  readonly worst: readonly ShownExample[];
  readonly errors: FaceErrors;
  readonly face: FaceChart;
  readonly filters?: ShownFilters;
  readonly summary: Summary;
  readonly spec: readonly SpecListing[];
}

export interface EpochFigures {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss?: number;
}

/** A figure of a run beside others; each as it is written. */
export interface FigureRow {
  readonly name: string;
  readonly last?: string;
  readonly best?: string;
  readonly reported?: string;
  /** False where the reported figure was measured on other data or in another way. */
  readonly comparable: boolean;
  readonly meanPoint?: string;
}

/** A picture with its points on it. */
export interface ShownExample {
  readonly id: string;
  readonly loss: number;
  /** Mean distance in pixels of the picture. */
  readonly pixelError: number;
  readonly picture: string;
}

/** The error of each face, by the model and by always giving the mean point. */
export interface FaceErrors {
  /** `mean error in pixels`, or the name of the metric. */
  readonly name: string;
  readonly unit: "pixels" | "share";
  readonly model: readonly number[];
  readonly meanPoint: readonly number[];
}

/** The filters that see the picture itself. */
export interface ShownFilters {
  /** Of the step. */
  readonly path: string;
  readonly shape: readonly number[];
  /** How many of them are shown. */
  readonly shown: number;
  readonly sheet: string;
  /** The example that they are laid over. */
  readonly example: string;
  readonly responses: string;
}
