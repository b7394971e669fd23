import type { Batch, StepResult, Trainer, TrainingState, UpdateRules } from "../engine.ts";
import type { TfjsTargetName } from "../requirements.ts";
import type { EmittedFiles } from "./emitted-module.ts";
import { startTfjsWorker, type TfjsWorker } from "./tfjs-worker.ts";
import { weightRules } from "./weight-rules.ts";

export interface TfjsTrainerOptions extends EmittedFiles {
  readonly target: TfjsTargetName;
  /** Project whose packages are used; kpc's own where it has none. */
  readonly root: string;
  readonly state: TrainingState;
  /** Keys of the weights that are trained. */
  readonly trained: readonly string[];
  readonly rules?: UpdateRules;
}

/**
 * Opens what a tfjs target emitted for training. Throws RunError where the target's packages or its device can't be had (4)
 * or the emitted files are missing or damaged (3).
 */
export async function createTfjsTrainer(options: TfjsTrainerOptions): Promise<Trainer> {
  const { target, root, folder, model, state, trained, rules = { rateOf: () => 1 } } = options;
  const { worker } = await startTfjsWorker(target, root);
  try {
    const files = { folder, model };
    await worker.request({ kind: "open training", files, state, rules: weightRules(rules, trained) });
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return trainerOf(worker);
}

function trainerOf(worker: TfjsWorker): Trainer {
  return {
    async step(batches: readonly Batch[], learningRate: number): Promise<StepResult> {
      return { loss: await worker.request({ kind: "step", batches, learningRate }) };
    },
    predict: (inputs, count) => worker.request({ kind: "predict", inputs, count }),
    state: () => worker.request({ kind: "state" }),
    close: () => worker.terminate(),
  };
}
