import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import { loadWeights } from "../runtime/checkpoints/load.ts";
import { weightShapes } from "../runtime/checkpoints/weight-shapes.ts";
import type { Predictor, Tensors } from "../runtime/engines/engine.ts";
import { type Engine, engineOf } from "../runtime/engines/engines.ts";
import { runPaths, writeCompiled } from "../runtime/runs/run-folder.ts";
import { initialiseProgram } from "../runtime/weights/initialise.ts";
import { loadFitting } from "../runtime/weights/load-fitting.ts";
import { unitOf } from "./compilation.ts";
import { CommandError, exit } from "./exit.ts";
import { type ChosenExperiment, chooseExperiment } from "./experiment.ts";
import type { ModelChoice } from "./model-choice.ts";
import { reopenExperiment } from "./reopen.ts";
import { needsOfEngine, refuseHindered } from "./target-check.ts";
import { targetNamed } from "./targets.ts";

/** A model with weights, ready to predict. */
export interface OpenModel {
  readonly chosen: ChosenExperiment;
  readonly predict: Predictor["predict"];
}

/**
 * Opens the chosen model for as long as `use` takes: on the engine of `target`, or on the run's own, where what the run was
 * compiled to is what runs, or on the default one. Throws CommandError or RunError (4) where that engine can't run it.
 */
export async function withModel<T>(
  choice: ModelChoice,
  use: (model: OpenModel) => Promise<T>,
  target?: string,
): Promise<T> {
  if ("spec" in choice) {
    const chosen = chooseExperiment(choice.spec, {});
    return withCompiled(chosen, target ?? "cpu", async (engine, compiled) => {
      const weights = await weightsFrom(choice.weights.file, chosen.graph);
      return withWeights({ chosen, engine, compiled, weights }, use);
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
  if (target !== undefined && target !== record.engine.name)
    return withCompiled(chosen, target, (engine, compiled) => withWeights({ chosen, engine, compiled, weights }, use));
  const { name } = await targetNamed(record.engine.name);
  return withWeights({ chosen, engine: await engineOf(name, chosen), compiled, weights }, use);
}

interface ReadyModel {
  readonly chosen: ChosenExperiment;
  readonly engine: Engine;
  /** Folder of the emitted code. */
  readonly compiled: string;
  readonly weights: Tensors;
}

async function withWeights<T>(
  { chosen, engine, compiled, weights }: ReadyModel,
  use: (model: OpenModel) => Promise<T>,
): Promise<T> {
  const predictor = await engine.openPredictor({ folder: compiled, model: chosen.plan.model, weights });
  try {
    return await use({ chosen, predict: (inputs, count) => predictor.predict(inputs, count) });
  } finally {
    await predictor.close();
  }
}

/** Compiles the experiment's model for an engine, into a folder that is gone afterwards. */
async function withCompiled<T>(
  { graph, root, reportOf }: ChosenExperiment,
  targetName: string,
  use: (engine: Engine, folder: string) => Promise<T>,
): Promise<T> {
  const target = await targetNamed(targetName);
  const unit = unitOf(graph, undefined);
  refuseHindered([unit], needsOfEngine(target), reportOf);
  const engine = await engineOf(target.name, { root });
  const folder = await mkdtemp(join(tmpdir(), "kpc-"));
  try {
    await writeCompiled(folder, await target.emit(unit.request));
    return await use(engine, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function weightsFrom(file: string, graph: TypedGraph): Promise<Tensors> {
  const program = unitOf(graph, undefined).request.inference;
  // Only a counter of batches may be missing; it is 0 then.
  return loadFitting(file, program, () => initialiseProgram(program, 0));
}
