import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { readersByName } from "../../datasets/index.generated.ts";
import { sourceType } from "../../datasets/source-type.ts";
import type { ExamplePlan, ExampleType, PlannedTransform } from "../../ir/plan.ts";
import type { SplitName } from "../../splits/split.ts";
import { transformsByName } from "../../transforms/index.generated.ts";
import type { TypeSite } from "../../transforms/transform.ts";
import type { Finding } from "../finding.ts";
import { siteOf } from "./call-site.ts";

/** An example after one step. */
export interface TypedStep {
  readonly step: PlannedTransform;
  readonly type: ExampleType;
}

/** What the examples of one split become, step by step. */
export interface TypedExamples {
  /** What arrives at the network; undefined where a step is wrong or not known. */
  readonly delivered: ExampleType | undefined;
  /** The steps up to the first that is wrong. */
  readonly steps: readonly TypedStep[];
  readonly findings: readonly Finding[];
}

/** The steps that a split's examples go through, and their types. Validation skips what stands in `augment train`. */
export function typeExamples(plan: ExamplePlan, split: SplitName): TypedExamples {
  const steps: TypedStep[] = [];
  let type = typeAsRead(plan);
  for (const step of plan.steps.filter((each) => split === "train" || each.split === "all")) {
    if (type === undefined) break;
    const result = transformsByName[step.name]?.type(type, step.parameters, typeSite(plan, step));
    if (result === undefined) return { delivered: undefined, steps, findings: [] };
    if (isProblem(result)) {
      const findings = result.map((diagnostic) => ({ diagnostic, origin: step.origin }));
      return { delivered: undefined, steps, findings };
    }
    steps.push({ step, type: result });
    type = result;
  }
  return { delivered: type, steps, findings: [] };
}

/** An example before its first step. */
export function typeAsRead({ dataset }: ExamplePlan): ExampleType | undefined {
  const reader = readersByName[dataset.source.name];
  return reader === undefined ? undefined : sourceType(reader, dataset.keypoints);
}

function typeSite(plan: ExamplePlan, step: PlannedTransform): TypeSite {
  return { ...siteOf(step), scheme: plan.dataset.keypoints, split: step.split };
}

function isProblem(result: ExampleType | readonly Diagnostic[]): result is readonly Diagnostic[] {
  return Array.isArray(result);
}
