import { availableParallelism } from "node:os";
import type { EmittedFiles } from "../emitted-files.ts";
import type { Predictor, Tensors } from "../engine.ts";
import { partitionOf } from "./partition.ts";
import { predictInParts } from "./parts.ts";
import { threads } from "./threads.ts";

export interface CpuPredictorOptions extends EmittedFiles {
  readonly weights: Tensors;
  /** Examples that are usually predicted at once; 1 where left out. More and fewer are fine too. */
  readonly batch?: number;
  /** As many as there are cores, where left out. */
  readonly threads?: number;
}

/** Opens what the `cpu` target emitted, for inference; throws as createCpuTrainer does. */
export async function createCpuPredictor(options: CpuPredictorOptions): Promise<Predictor> {
  const { folder, model, batch = 1, threads: cores = availableParallelism() } = options;
  const weights = Object.fromEntries(options.weights);
  const numbers = [...options.weights.values()].reduce((sum, { length }) => sum + length, 0);
  // In inference, no example knows of another one.
  const partition = partitionOf({ threads: cores, batch, independentExamples: true, weights: numbers });
  const workers = await threads.lend(partition.workers);
  try {
    const files = { folder, model };
    const request = { kind: "open predictor", files, threads: partition.threadsEach, weights } as const;
    await Promise.all(workers.map((worker) => worker.request(request)));
  } catch (error) {
    await threads.giveBack(workers);
    throw error;
  }
  return {
    predict: (inputs, count) => predictInParts(workers, inputs, count),
    close: () => threads.giveBack(workers),
  };
}
