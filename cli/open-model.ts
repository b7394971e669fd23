import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { cpu } from "../compiler/5-emit/onnx/index.ts";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import { loadWeights } from "../runtime/checkpoints/load.ts";
import { weightShapes } from "../runtime/checkpoints/weight-shapes.ts";
import { createCpuPredictor } from "../runtime/engines/cpu/index.ts";
import type { Predictor, Tensors } from "../runtime/engines/engine.ts";
import { runPaths, writeCompiled } from "../runtime/runs/run-folder.ts";
import { initialiseProgram } from "../runtime/weights/initialise.ts";
import { loadFitting } from "../runtime/weights/load-fitting.ts";
import { unitOf } from "./compilation.ts";
import { CommandError, exit } from "./exit.ts";
import { type ChosenExperiment, chooseExperiment } from "./experiment.ts";
import type { ModelChoice } from "./model-choice.ts";
import { reopenExperiment } from "./reopen.ts";
import { refuseHindered } from "./target-check.ts";

/** A model with weights, ready to predict. */
export interface OpenModel {
  readonly chosen: ChosenExperiment;
  readonly predict: Predictor["predict"];
}

/** Opens the chosen model for as long as `use` takes. Of a run, what it was compiled to is what runs. */
export async function withModel<T>(choice: ModelChoice, use: (model: OpenModel) => Promise<T>): Promise<T> {
  if ("spec" in choice) {
    const chosen = chooseExperiment(choice.spec, {});
    return withCompiled(chosen, async (compiled) => {
      const weights = await weightsFrom(choice.weights.file, chosen.graph);
      return withWeights({ chosen, compiled, weights }, use);
    });
  }
  const { chosen, record } = await reopenExperiment(choice.run);
  if (typeof choice.weights === "string" && record.finishedEpochs === 0)
    throw new CommandError(exit.data, `${choice.run} has no finished epoch yet, and so no weights`);
  const { compiled, ...paths } = runPaths(choice.run);
  const weights =
    typeof choice.weights === "string"
      ? await loadWeights(paths[choice.weights], weightShapes(unitOf(chosen.graph, undefined).request.inference))
      : await weightsFrom(choice.weights.file, chosen.graph);
  return withWeights({ chosen, compiled, weights }, use);
}

interface ReadyModel {
  readonly chosen: ChosenExperiment;
  /** Folder of the emitted code. */
  readonly compiled: string;
  readonly weights: Tensors;
}

async function withWeights<T>(
  { chosen, compiled, weights }: ReadyModel,
  use: (model: OpenModel) => Promise<T>,
): Promise<T> {
  const options = { folder: compiled, model: chosen.plan.model, weights, threads: availableParallelism() };
  const predictor = await createCpuPredictor(options);
  try {
    return await use({ chosen, predict: (inputs, count) => predictor.predict(inputs, count) });
  } finally {
    await predictor.close();
  }
}

/** Compiles the experiment's model for the default engine, into a folder that is gone afterwards. */
async function withCompiled<T>({ graph, reportOf }: ChosenExperiment, use: (folder: string) => Promise<T>): Promise<T> {
  const unit = unitOf(graph, undefined);
  refuseHindered([unit], cpu, reportOf);
  const folder = await mkdtemp(join(tmpdir(), "kpc-"));
  try {
    await writeCompiled(folder, await cpu.emit(unit.request));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function weightsFrom(file: string, graph: TypedGraph): Promise<Tensors> {
  const program = unitOf(graph, undefined).request.inference;
  // Only a counter of batches may be missing; it is 0 then.
  return loadFitting(file, program, () => initialiseProgram(program, 0));
}
