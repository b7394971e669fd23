import { availableParallelism } from "node:os";
import { lowerInference } from "../compiler/index.ts";
import { loadWeights } from "../runtime/checkpoints/load.ts";
import { weightShapes } from "../runtime/checkpoints/weight-shapes.ts";
import { createCpuPredictor } from "../runtime/engines/cpu/index.ts";
import type { Predictor } from "../runtime/engines/engine.ts";
import { runPaths } from "../runtime/runs/run-folder.ts";
import type { ChosenExperiment } from "./experiment.ts";
import { reopenExperiment } from "./reopen.ts";

/** A run whose weights are ready to predict. The caller closes the predictor. */
export interface OpenRun {
  readonly chosen: ChosenExperiment;
  readonly predictor: Predictor;
}

/** Opens a run folder: the experiment that it trained, and the weights of one of its checkpoints. */
export async function openRun(folder: string, checkpoint: "best" | "last"): Promise<OpenRun> {
  const { chosen } = await reopenExperiment(folder);
  const paths = runPaths(folder);
  const shapes = weightShapes(lowerInference(chosen.graph));
  const weights = await loadWeights(paths[checkpoint], shapes);
  const predictor = await createCpuPredictor({
    folder: paths.compiled,
    model: chosen.plan.model,
    weights,
    threads: availableParallelism(),
  });
  return { chosen, predictor };
}
