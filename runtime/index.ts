/**
 * `kpnet/runtime`: reads data, trains, evaluates and predicts. It drives what the compiler made and knows nothing of how
 * that came about.
 */

export type { Misfit } from "../lib/misfits.ts";
export { loadCheckpoint, loadWeights } from "./checkpoints/load.ts";
export { type WeightShapes, weightShapes } from "./checkpoints/weight-shapes.ts";
export type { Examples, LoadedExample } from "./data/examples.ts";
export { loadExamples } from "./data/examples.ts";
export type { Batch, Predictor, StepResult, Tensors, Trainer, TrainingState } from "./engines/engine.ts";
export { DivergedError, InterruptedError, RunError } from "./errors.ts";
export { evaluate, evaluateMeanPoint, type SplitEvaluation } from "./evaluate/evaluate.ts";
export { type FaceFile, type PredictedPoint, type Prediction, predictFiles } from "./predict/predict.ts";
export { predictionsToCsv } from "./predict/write.ts";
export type { PreparedExperiment, RunOptions, RunResult, StartOptions } from "./runs/experiment.ts";
export { readMetrics } from "./runs/metrics-log.ts";
export { readRecord } from "./runs/record-file.ts";
export { type ReopenedRun, reopenRun, resumeRun } from "./runs/resume-run.ts";
export { type RunPaths, runPaths } from "./runs/run-folder.ts";
export type { RunRecord, RunStatus } from "./runs/run-record.ts";
export { startRun } from "./runs/start-run.ts";
export type { EpochMetrics, Measures, TrainEvent, TrainListener } from "./train/events.ts";
export { loadSplits, validationOf } from "./train/splits.ts";
export { type FittedWeights, fitFile, loadFitting } from "./weights/load-fitting.ts";
export { openWeights, type WeightsFile, type WeightsFormat } from "./weights/open-weights.ts";
export { writeTorch } from "./weights/torch/write-torch.ts";
