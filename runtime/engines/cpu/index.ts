export { type CpuPredictorOptions, createCpuPredictor } from "./predictor.ts";
export { type CpuTrainerOptions, createCpuTrainer } from "./trainer.ts";
