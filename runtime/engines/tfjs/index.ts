export { findPackages } from "./packages.ts";
export { createTfjsPredictor, type TfjsPredictorOptions } from "./predictor.ts";
export { startTfjsWorker } from "./tfjs-worker.ts";
export { createTfjsTrainer, type TfjsTrainerOptions } from "./trainer.ts";
