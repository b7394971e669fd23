import type { EmittedFiles } from "../emitted-files.ts";
import type { Predictor, Tensors } from "../engine.ts";
import type { TfjsWorker } from "./tfjs-worker.ts";

export interface TfjsPredictorOptions extends EmittedFiles {
  readonly weights: Tensors;
}

/** Opens what a tfjs target emitted, for inference; throws as createTfjsTrainer does. */
export async function createTfjsPredictor(worker: TfjsWorker, options: TfjsPredictorOptions): Promise<Predictor> {
  const { folder, model, weights } = options;
  try {
    await worker.request({ kind: "open predictor", files: { folder, model }, weights });
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    predict: (inputs, count) => worker.request({ kind: "predict", inputs, count }),
    close: () => worker.close(),
  };
}
