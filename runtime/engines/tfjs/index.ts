export { createTfjsPredictor, type TfjsPredictorOptions } from "./predictor.ts";
export { startTfjsWorker, type TfjsWorker } from "./tfjs-worker.ts";
export { createTfjsTrainer, type TfjsTrainerOptions } from "./trainer.ts";
