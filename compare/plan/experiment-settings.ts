import type { DatasetPlan, ExperimentPlan, PlannedLoss, SweptValue } from "../../compiler/ir/plan.ts";
import { registries } from "../../compiler/registries.ts";
import type { Place } from "../../diagnostics/place.ts";
import { callSetting, type Setting } from "./setting.ts";

/** All that an experiment says beside its model and the steps of its examples, under the names that the language has for it. */
export function experimentSettings(plan: ExperimentPlan, textAt: (place: Place) => string): Setting[] {
  const { training } = plan;
  const value = (key: string, text: string | number | undefined): Setting[] => {
    const place = plan.properties[key]?.place;
    return text === undefined ? [] : [{ key, class: "training", text: String(text), ...(place && { place }) }];
  };
  const list = (key: string, items: readonly string[]) =>
    value(key, items.length === 0 ? undefined : `[${items.join(", ")}]`);
  return [
    ...datasetSettings(plan.examples.dataset),
    ...lossSettings(plan.loss),
    callSetting("optimizer", "training", plan.optimizer, registries.optimizers),
    ...(training.schedule ? [callSetting("schedule", "training", training.schedule, registries.schedules)] : []),
    ...value("epochs", plan.epochs),
    ...value("batch", plan.batch),
    ...value("accumulate", training.accumulate),
    ...value("seed", plan.seed),
    ...(training.init ? [callSetting("init", "training", training.init, registries.inits)] : []),
    ...list("freeze", training.freeze),
    ...Object.entries(training.rates).flatMap(([path, rate]) => value(`rates.${path}`, rate)),
    ...value("clip_grad_norm", training.clipGradNorm),
    ...value("clip_grad_value", training.clipGradValue),
    ...value("moving_average", training.movingAverage),
    ...value("early_stopping.patience", training.earlyStopping?.patience),
    ...value("early_stopping.min_delta", training.earlyStopping?.minDelta),
    ...plan.metrics.map((metric) => callSetting(`metrics.${metric.name}`, "training", metric, registries.metrics)),
    ...(plan.sweep ?? []).flatMap(({ key, values }) => list(`sweep.${key}`, values.map(sweptText(textAt)))),
  ];
}

function lossSettings(loss: PlannedLoss): Setting[] {
  if (!("outputs" in loss)) return [callSetting("loss", "training", loss, registries.losses)];
  return loss.outputs.map(({ output, call }) => callSetting(`loss.${output}`, "training", call, registries.losses));
}

function datasetSettings({ source, split, onBadExample = "error", keypoints }: DatasetPlan): Setting[] {
  const scheme = (key: string, className: Setting["class"], value: unknown): Setting => {
    return { key: `keypoints.${key}`, class: className, text: JSON.stringify(value), place: keypoints.origin.place };
  };
  return [
    callSetting("dataset.source", "training", source, registries.datasets),
    callSetting("dataset.split", "training", split, registries.splits),
    { key: "dataset.on_bad_example", class: "training", text: onBadExample },
    scheme("count", "interface", keypoints.count),
    ...(keypoints.mirror ? [scheme("mirror", "training", keypoints.mirror)] : []),
  ];
}

function sweptText(textAt: (place: Place) => string) {
  return ({ number, place }: SweptValue): string => (number === undefined ? textAt(place) : String(number));
}
