import { availableParallelism } from "node:os";
import { lowerInference } from "../compiler/index.ts";
import { loadWeights } from "../runtime/checkpoints/load.ts";
import { weightShapes } from "../runtime/checkpoints/weight-shapes.ts";
import { createCpuPredictor } from "../runtime/engines/cpu/index.ts";
import type { Predictor } from "../runtime/engines/engine.ts";
import { runPaths } from "../runtime/runs/run-folder.ts";
import type { ChosenExperiment } from "./experiment.ts";
import { reopenExperiment } from "./reopen.ts";

/** A run whose weights are ready to predict. */
export interface OpenRun {
  readonly chosen: ChosenExperiment;
  readonly predict: Predictor["predict"];
}

/** Opens a run folder, with the weights of one of its checkpoints, for as long as `use` takes. */
export async function withRun<T>(
  folder: string,
  checkpoint: "best" | "last",
  use: (run: OpenRun) => Promise<T>,
): Promise<T> {
  const { chosen } = await reopenExperiment(folder);
  const paths = runPaths(folder);
  const weights = await loadWeights(paths[checkpoint], weightShapes(lowerInference(chosen.graph)));
  const predictor = await createCpuPredictor({
    folder: paths.compiled,
    model: chosen.plan.model,
    weights,
    threads: availableParallelism(),
  });
  try {
    return await use({ chosen, predict: (inputs, count) => predictor.predict(inputs, count) });
  } finally {
    await predictor.close();
  }
}
