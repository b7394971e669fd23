import type { ExamplePlan, ExampleType, KeypointScheme, PlannedTransform } from "../../compiler/ir/plan.ts";
import type { SplitName } from "../../compiler/splits/split.ts";
import { hidesPoints } from "../../compiler/transforms/hides-points.ts";
import { transformsByName } from "../../compiler/transforms/index.generated.ts";
import type { Transform } from "../../compiler/transforms/transform.ts";
import type { Outside } from "../../lib/picture.ts";

/** The steps from a picture as read to what the network sees, for one split. Plain data. */
export interface Recipe {
  readonly steps: readonly PlannedTransform[];
  /** True where a step draws, so that every epoch has other examples. */
  readonly random: boolean;
  /** Indices into the scheme of the points that are left at the end, in order. */
  readonly kept: readonly number[];
  /** What geometric steps see beyond the picture's edges. */
  readonly outside: Outside;
  /** What becomes of points that end outside of the picture. */
  readonly leaving: ExampleType["leaving"];
  /** Whether points may be hidden, in any split: then every example says which are. */
  readonly hidesPoints: boolean;
  /** The scheme's, for flips. */
  readonly mirror: readonly number[] | undefined;
}

/**
 * The steps that a split's examples go through: those of `augment train` reach training only, and not even that where
 * `augmented` is false.
 */
export function recipeFor(plan: ExamplePlan, split: SplitName, augmented = true): Recipe {
  const { steps: planned, dataset } = plan;
  const steps = planned.filter((step) => step.split === "all" || (split === "train" && augmented));
  const outside = steps.flatMap((step) => {
    const { rule } = transformOf(step);
    return rule.kind === "outside" ? [rule.outside(step.parameters)] : [];
  });
  return {
    steps,
    random: steps.some((step) => transformOf(step).random),
    kept: keptPoints(steps, dataset.keypoints),
    outside: outside.at(-1) ?? 0,
    leaving: steps.flatMap(leavingBy).at(-1) ?? "keep",
    hidesPoints: hidesPoints(plan),
    mirror: dataset.keypoints.mirror,
  };
}

function leavingBy(step: PlannedTransform): readonly Recipe["leaving"][] {
  const { rule } = transformOf(step);
  if (rule.kind === "leaving") return [rule.leaving];
  return rule.kind === "mask" && rule.outside(step.parameters) ? ["mask"] : [];
}

export function transformOf(step: PlannedTransform): Transform {
  return transformsByName[step.name]!;
}

function keptPoints(steps: readonly PlannedTransform[], scheme: KeypointScheme): readonly number[] {
  let kept: readonly number[] = Array.from({ length: scheme.count }, (_, index) => index);
  for (const step of steps) {
    const { rule } = transformOf(step);
    if (rule.kind === "points") kept = rule.keep(kept, step.parameters, scheme);
  }
  return kept;
}
