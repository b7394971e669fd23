import type { EmittedFiles } from "../emitted-files.ts";
import type { Batch, StepResult, Trainer, TrainingState, UpdateRules } from "../engine.ts";
import type { TfjsWorker } from "./tfjs-worker.ts";
import { weightRules } from "./weight-rules.ts";

export interface TfjsTrainerOptions extends EmittedFiles {
  readonly state: TrainingState;
  /** Keys of the weights that are trained. */
  readonly trained: readonly string[];
  readonly rules?: UpdateRules;
}

/**
 * Opens what a tfjs target emitted for training, in a worker that `startTfjsWorker` gave, and which ends with it. Throws RunError
 * where the emitted files are missing or damaged (3); what the trainer gives later, where the device is lost (4).
 */
export async function createTfjsTrainer(worker: TfjsWorker, options: TfjsTrainerOptions): Promise<Trainer> {
  const { folder, model, state, trained, rules = { rateOf: () => 1 } } = options;
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
    close: () => worker.close(),
  };
}
