import type { ExamplePlan, PlannedTransform } from "../../compiler/ir/plan.ts";
import { transformsByName } from "../../compiler/transforms/index.generated.ts";
import type { Transform } from "../../compiler/transforms/transform.ts";
import { align } from "../align/align.ts";
import type { ChangeClass, SettingChange } from "../change.ts";
import { callSetting, changeOf, compareSettings, type Setting } from "./setting.ts";

const alone = 4;

/** What became of the steps that make an example: by their paths, as they stand one after the other. */
export function transformChanges(before: ExamplePlan, after: ExamplePlan): SettingChange[] {
  const pairs = align(before.steps, after.steps, { pair: transformCost, alone, name: ({ path }) => path });
  const opposite = new Map(pairs.map(([i, j]) => [after.steps[j]!, before.steps[i]!]));
  const left = before.steps.filter((_, index) => !pairs.some(([i]) => i === index));
  const isMoved = (step: PlannedTransform) => left.find(({ path, name }) => path === step.path && name === step.name);
  const changes = after.steps.flatMap((step) => {
    const same = opposite.get(step);
    if (same !== undefined) return compareSettings(settingOf(same), settingOf(step));
    const elsewhere = isMoved(step);
    if (elsewhere === undefined) return [changeOf("inserted", undefined, settingOf(step))];
    return [
      changeOf("moved", settingOf(elsewhere), settingOf(step)),
      ...compareSettings(settingOf(elsewhere), settingOf(step)),
    ];
  });
  const stayed = new Set(after.steps.filter((step) => !opposite.has(step)).map(isMoved));
  const gone = left.filter((step) => !stayed.has(step));
  return [...changes, ...gone.map((step) => changeOf("removed", settingOf(step), undefined))];
}

function transformCost(before: PlannedTransform, after: PlannedTransform): number {
  if (before.split !== after.split || before.name !== after.name) return Number.POSITIVE_INFINITY;
  return before.path === after.path ? 0 : 1;
}

function settingOf(step: PlannedTransform): Setting {
  return callSetting(`examples.${step.path}`, classOf(step), step, transformsByName);
}

/** What training alone sees changes training; what every picture goes through changes results. */
function classOf({ name, split }: PlannedTransform): ChangeClass {
  return split === "train" ? "training" : classesByRule[transformsByName[name]!.rule.kind];
}

const classesByRule: Readonly<Record<Transform["rule"]["kind"], ChangeClass>> = {
  geometry: "numerics",
  picture: "numerics",
  outside: "numerics",
  // The numbers that come out mean other points.
  points: "interface",
  leaving: "training",
  mask: "training",
};
