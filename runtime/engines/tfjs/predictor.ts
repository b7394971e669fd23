import type { Predictor, Tensors } from "../engine.ts";
import type { TfjsTargetName } from "../requirements.ts";
import type { EmittedFiles } from "./emitted-module.ts";
import { startTfjsWorker } from "./tfjs-worker.ts";

export interface TfjsPredictorOptions extends EmittedFiles {
  readonly target: TfjsTargetName;
  /** Project whose packages are used; kpc's own where it has none. */
  readonly root: string;
  readonly weights: Tensors;
}

/** Opens what a tfjs target emitted, for inference; throws as createTfjsTrainer does. */
export async function createTfjsPredictor(options: TfjsPredictorOptions): Promise<Predictor> {
  const { target, root, folder, model, weights } = options;
  const { worker } = await startTfjsWorker(target, root);
  try {
    await worker.request({ kind: "open predictor", files: { folder, model }, weights });
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    predict: (inputs, count) => worker.request({ kind: "predict", inputs, count }),
    close: () => worker.terminate(),
  };
}
