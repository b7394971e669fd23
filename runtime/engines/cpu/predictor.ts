import { availableParallelism } from "node:os";
import type { Predictor, Tensors } from "../engine.ts";
import type { EmittedFiles } from "./emitted-module.ts";
import { threads } from "./threads.ts";

export interface CpuPredictorOptions extends EmittedFiles {
  readonly weights: Tensors;
  /** As many as there are cores, where left out. */
  readonly threads?: number;
}

/** Opens what the `cpu` target emitted, for inference; throws as createCpuTrainer does. */
export async function createCpuPredictor(options: CpuPredictorOptions): Promise<Predictor> {
  const { folder, model, weights, threads: cores = availableParallelism() } = options;
  const lent = await threads.lend(1);
  const worker = lent[0]!;
  try {
    const files = { folder, model };
    await worker.request({ kind: "open predictor", files, threads: cores, weights: Object.fromEntries(weights) });
  } catch (error) {
    await threads.giveBack(lent);
    throw error;
  }
  return {
    predict: (inputs) => worker.request({ kind: "predict", inputs }),
    close: () => threads.giveBack(lent),
  };
}
