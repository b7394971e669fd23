import { checkLastBatch } from "../compiler/index.ts";
import type { SplitName } from "../compiler/splits/split.ts";
import type { LoadLimits } from "../runtime/data/examples.ts";
import { skippedExamples } from "../runtime/data/skipped-examples.ts";
import type { Predictor } from "../runtime/engines/engine.ts";
import { engineOf } from "../runtime/engines/engines.ts";
import { type EvaluateOptions, evaluate, type SplitEvaluation } from "../runtime/evaluate/evaluate.ts";
import type { PreparedExperiment } from "../runtime/runs/experiment.ts";
import { type LoadedSplits, validationOf } from "../runtime/train/splits.ts";
import { updateRules } from "../runtime/train/update-rules.ts";
import { unitOf } from "./compilation.ts";
import { refusal } from "./diagnostics.ts";
import { exit } from "./exit.ts";
import type { ChosenExperiment } from "./experiment.ts";
import { refuseTooLarge } from "./memory.ts";
import { readSplits } from "./read-splits.ts";
import { needsOfEngine, refuseHindered } from "./target-check.ts";
import { targetNamed } from "./targets.ts";
import { version } from "./version.ts";

/** An experiment that is compiled, with its data in memory. */
export interface LoadedExperiment {
  readonly chosen: ChosenExperiment;
  readonly prepared: PreparedExperiment;
  readonly splits: LoadedSplits;
}

export interface EngineChoice {
  /** The default engine where left out. */
  readonly target?: string | undefined;
  readonly threads?: number | undefined;
}

/**
 * Compiles an experiment for an engine and reads its data. Throws what reading data throws, CommandError where the engine
 * can't run the model (4), and RunError where its packages aren't installed (4).
 */
export async function prepareExperiment(
  chosen: ChosenExperiment,
  { target: name = "cpu", threads }: EngineChoice = {},
  limits: LoadLimits = {},
): Promise<LoadedExperiment> {
  const { plan, graph, root } = chosen;
  const target = await targetNamed(name);
  const unit = unitOf(graph, plan);
  refuseHindered([unit], needsOfEngine(target), chosen.reportOf);
  refuseTooLarge(chosen);
  const engine = await engineOf(target.name, { root, threads });
  const { request } = unit;
  const [compiled, splits] = await Promise.all([target.emit(request), readSplits(chosen, limits)]);
  const inLastBatch = checkLastBatch(plan, graph, splits.train.ids.length);
  if (inLastBatch.length > 0) throw refusal(chosen.reportOf(inLastBatch), exit.data, "the data does not fit the spec");
  const prepared: PreparedExperiment = {
    plan,
    program: request.training!,
    spec: { file: chosen.file, files: chosen.files, root },
    overrides: chosen.overrides,
    compiled,
    engine: engine.recorded,
    loading: limits,
    versions: { kpnet: version, node: process.version },
    train: splits.train,
    skipped: skippedExamples(splits.skipped),
    validate: splits.validation.ids.length === 0 ? undefined : validationOf(plan, splits.validation),
    openTrainer: (folder, state) =>
      engine.openTrainer({
        folder,
        model: plan.model,
        state,
        trained: request.training!.gradients.map(({ key }) => key),
        batch: plan.batch,
        rules: updateRules(plan.training),
      }),
  };
  return { chosen, prepared, splits };
}

/** Measures a model on one split of an experiment, beside the mean point and the reported figures. */
export function evaluateSplit(
  { plan }: ChosenExperiment,
  splits: LoadedSplits,
  split: SplitName,
  predict: Predictor["predict"],
  shown: Pick<EvaluateOptions, "shown"> = {},
): Promise<SplitEvaluation> {
  return evaluate({ split, predict, train: splits.train, examples: splits[split], plan, ...shown });
}
