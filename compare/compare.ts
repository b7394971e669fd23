import type { GraphInput, TypedNode } from "../compiler/ir/graph.ts";
import type { Change, SettingChange, StepChange } from "./change.ts";
import { type CheckpointVerdict, checkpointVerdict } from "./checkpoint.ts";
import { type CostRow, costRows } from "./cost.ts";
import { budgetSettings } from "./plan/budget.ts";
import { experimentSettings } from "./plan/experiment-settings.ts";
import { settingChanges } from "./plan/setting.ts";
import { transformChanges } from "./plan/transforms.ts";
import { inputChanges, inputNames, outputChanges } from "./ports.ts";
import type { Side } from "./side.ts";
import { stepChanges } from "./steps/changes.ts";
import { namedSteps } from "./steps/identity.ts";
import { lostTensors } from "./steps/lost-tensors.ts";
import { type Matching, matchSteps } from "./steps/match.ts";
import { toldOnce } from "./steps/repeats.ts";
import { compareWiring } from "./steps/wiring.ts";

/** What became of a model, or of an experiment. */
export interface Comparison {
  /** Inputs, steps, outputs, and then what the experiment says beside. Empty where both mean the same. */
  readonly changes: readonly Change[];
  readonly checkpoint: CheckpointVerdict;
  readonly cost: readonly CostRow[];
  readonly matching: Matching;
}

/** Compares what two specs mean: their typed graphs and, where both are experiments, their plans. */
export function compare(before: Side, after: Side): Comparison {
  const matching = matchSteps(before.graph, after.graph);
  const checkpoint = checkpointVerdict(before.graph, after.graph, matching);
  return {
    changes: [...modelChanges(before, after, matching, checkpoint), ...planChanges(before, after)],
    checkpoint,
    cost: costRows(before.graph, after.graph, after.plan?.batch ?? before.plan?.batch ?? 1),
    matching,
  };
}

function modelChanges(
  { graph: before }: Side,
  { graph: after }: Side,
  matching: Matching,
  checkpoint: CheckpointVerdict,
): Change[] {
  const wiring = compareWiring(before, after, matching, inputNames(before, after));
  const named = new Set([...namedSteps(before), ...namedSteps(after)]);
  const changesWith = (lost: (step: TypedNode) => readonly string[]): StepChange[] =>
    stepChanges({ before, after, matching, wiring, named, lost });
  const inputsWith = (lost: (input: GraphInput) => readonly string[]) => inputChanges(before, after, lost);
  const nothing = () => [];
  // Which steps changed is known before it is known which tensors that costs.
  const changed = [...inputsWith(nothing), ...changesWith(nothing)];
  const lost = lostTensors(before, after, matching, checkpoint, changed, wiring);
  return [
    ...inputsWith(({ name }) => lost(name)),
    ...toldOnce(changesWith(lost)),
    ...outputChanges(before, after, wiring.outputs),
    ...settingChanges(budgetSettings(before), budgetSettings(after)),
  ];
}

function planChanges({ plan: before, textAt }: Side, { plan: after, textAt: textAtAfter }: Side): SettingChange[] {
  if (before === undefined || after === undefined) return [];
  return [
    ...transformChanges(before.examples, after.examples),
    ...settingChanges(experimentSettings(before, textAt), experimentSettings(after, textAtAfter)),
  ];
}
