import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { readersByName } from "../../datasets/index.generated.ts";
import { symbol } from "../../ir/dim.ts";
import type { ExamplePlan, ExampleType, PlannedTransform } from "../../ir/plan.ts";
import { range } from "../../ir/range.ts";
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

/** Pictures have a size of their own, so it is not known, and numbers of 0..1; points lie in the picture. */
export function typeAsRead({ dataset }: ExamplePlan): ExampleType | undefined {
  const reader = readersByName[dataset.source.name];
  if (reader === undefined) return undefined;
  const { count } = dataset.keypoints;
  return {
    image: { role: "image", shape: [reader.channels, symbol("H"), symbol("W")], range: range(0, 1) },
    points: { role: "points", shape: [count, 2], range: range(0, 1), frame: "share" },
    kept: Array.from({ length: count }, (_, index) => index),
  };
}

function typeSite(plan: ExamplePlan, step: PlannedTransform): TypeSite {
  return { ...siteOf(step), scheme: plan.dataset.keypoints, split: step.split };
}

function isProblem(result: ExampleType | readonly Diagnostic[]): result is readonly Diagnostic[] {
  return Array.isArray(result);
}
