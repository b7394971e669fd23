import { availableParallelism } from "node:os";
import { cpu } from "../compiler/5-emit/onnx/index.ts";
import { checkLastBatch } from "../compiler/index.ts";
import type { SplitName } from "../compiler/splits/split.ts";
import type { LoadLimits } from "../runtime/data/examples.ts";
import { skippedExamples } from "../runtime/data/skipped-examples.ts";
import { createCpuTrainer } from "../runtime/engines/cpu/index.ts";
import type { Predictor } from "../runtime/engines/engine.ts";
import { versionOf } from "../runtime/engines/probe.ts";
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
import { refuseHindered } from "./target-check.ts";
import { version } from "./version.ts";

/** An experiment that is compiled, with its data in memory. */
export interface LoadedExperiment {
  readonly chosen: ChosenExperiment;
  readonly prepared: PreparedExperiment;
  readonly splits: LoadedSplits;
}

/**
 * Compiles an experiment for the default engine and reads its data. Throws what reading data throws, and CommandError where the engine
 * can't run the model (4).
 */
export async function prepareExperiment(
  chosen: ChosenExperiment,
  threads: number = availableParallelism(),
  limits: LoadLimits = {},
): Promise<LoadedExperiment> {
  const { plan, graph, root } = chosen;
  const unit = unitOf(graph, plan);
  refuseHindered([unit], cpu, chosen.reportOf);
  refuseTooLarge(chosen);
  const { request } = unit;
  const [compiled, splits] = await Promise.all([cpu.emit(request), readSplits(chosen, limits)]);
  const inLastBatch = checkLastBatch(plan, graph, splits.train.ids.length);
  if (inLastBatch.length > 0) throw refusal(chosen.reportOf(inLastBatch), exit.data, "the data does not fit the spec");
  const prepared: PreparedExperiment = {
    plan,
    program: request.training!,
    spec: { file: chosen.file, files: chosen.files, root },
    overrides: chosen.overrides,
    compiled,
    engine: { name: "cpu", package: `onnxruntime-node ${versionOf("onnxruntime-node", root) ?? "unknown"}`, threads },
    versions: { kpnet: version, node: process.version },
    train: splits.train,
    skipped: skippedExamples(splits.skipped),
    validate: splits.validation.ids.length === 0 ? undefined : validationOf(plan, splits.validation),
    openTrainer: (folder, state) =>
      createCpuTrainer({
        folder,
        model: plan.model,
        state,
        batch: plan.batch,
        threads,
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
