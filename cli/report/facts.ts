import { assumptionsOf } from "../../compiler/ir/assumptions.ts";
import type { PlannedCall, PlannedLoss } from "../../compiler/ir/plan.ts";
import type { EarlierEngine, RecordedEngine, RunRecord } from "../../runtime/runs/run-record.ts";
import type { EpochMetrics } from "../../runtime/train/events.ts";
import type { LoadedSplits } from "../../runtime/train/splits.ts";
import type { ChosenExperiment } from "../experiment.ts";
import type { Overrides } from "../overrides.ts";
import { shown } from "../paths.ts";

interface Sources {
  readonly record: RunRecord;
  readonly metrics: readonly EpochMetrics[];
  readonly chosen: ChosenExperiment;
  readonly splits: LoadedSplits;
}

/** What was trained, with what, for how long. */
export function factsOf(
  folder: string,
  { record, metrics, chosen, splits }: Sources,
): readonly (readonly [string, string])[] {
  const { plan } = chosen;
  const { engine, machine, versions, seed, batch, finishedEpochs, epochs } = record;
  const trainSeconds = metrics.reduce((sum, epoch) => sum + epoch.trainSeconds, 0);
  const assumed = assumptionsOf(plan);
  const changed = showSettings(chosen.overrides);
  return [
    ["run folder", shown(folder)],
    ["spec", `${record.spec.file}#${record.experiment}`],
    ["settings changed", changed === "" ? "none" : changed],
    ["assumed, where the document says nothing", assumed.length === 0 ? "nothing" : assumed.join(", ")],
    ["epochs", finishedEpochs === epochs ? `${epochs}` : `${finishedEpochs} of ${epochs}`],
    ["training and validation pictures", `${splits.train.ids.length} and ${splits.validation.ids.length}`],
    ...(splits.skipped.count === 0 ? [] : [["bad examples left out", `${splits.skipped.count}`] as const]),
    ["loss", showLoss(plan.loss)],
    ["optimizer", showCall(plan.optimizer)],
    ["batch", `${batch}`],
    ["seed", `${seed}`],
    ["training steps", `${trainSeconds.toFixed(1)} s`],
    ["engine", [...(record.earlierEngines ?? []).map(showEarlier), showEngine(engine)].join("; then ")],
    ["machine", `${machine.cpu.trim()}, ${machine.platform} ${machine.arch}`],
    ["version", `kpnet ${versions.kpnet}, Node ${versions.node}`],
    ["started", record.startedAt.replace(/\.\d+Z$/, " UTC").replace("T", " ")],
  ];
}

/** What a reader should know before comparing figures; undefined where there is nothing. `settings`: those that changed what the spec says. */
export function remarkOn(
  { status, problem, finishedEpochs, epochs }: RunRecord,
  settings: Overrides,
): string | undefined {
  const changed = showSettings(settings);
  const sentences = [
    ...(status === "finished"
      ? []
      : [
          `This run is ${status}: ${finishedEpochs} of ${epochs} epochs are trained${problem === undefined ? "" : ` (${problem})`}.`,
        ]),
    ...(status === "finished" && finishedEpochs < epochs
      ? [`Early stopping ended this run after ${finishedEpochs} of ${epochs} epochs.`]
      : []),
    ...(changed === "" ? [] : [`It was not trained as the spec says, but with ${changed}.`]),
  ];
  return sentences.length === 0 ? undefined : sentences.join(" ");
}

function showSettings(settings: Overrides): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}

function showLoss(loss: PlannedLoss): string {
  if (!("outputs" in loss)) return showCall(loss);
  return loss.outputs.map(({ output, call }) => `${output}: ${showCall(call)}`).join(", ");
}

function showCall({ name, parameters }: PlannedCall): string {
  const given = Object.entries(parameters)
    .filter(([, value]) => ["number", "string", "boolean"].includes(typeof value))
    .map(([key, value]) => `${key}: ${value}`);
  return `${name}(${given.join(", ")})`;
}

function showEngine({ name, package: packages, threads }: RecordedEngine): string {
  return name === "cpu" ? `${packages}, ${threads} ${threads === 1 ? "thread" : "threads"}` : `${name}: ${packages}`;
}

function showEarlier(engine: EarlierEngine): string {
  return `${showEngine(engine)}, up to epoch ${engine.finishedEpochs}`;
}
