import { random_outside_augment } from "../../../diagnostics/catalogue/random_outside_augment.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { readersByName } from "../../datasets/index.generated.ts";
import { sourceType } from "../../datasets/source-type.ts";
import type { ExamplePlan, ExampleType, PlannedTransform } from "../../ir/plan.ts";
import type { SplitName } from "../../splits/split.ts";
import { transformsByName } from "../../transforms/index.generated.ts";
import type { Transform, TypeSite } from "../../transforms/transform.ts";
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
  /** The steps up to the first that is wrong or not known. */
  readonly steps: readonly TypedStep[];
  readonly findings: readonly Finding[];
}

/** The steps that a split's examples go through, and their types. Validation skips what stands in `augment train`. */
export function typeExamples(plan: ExamplePlan, split: SplitName): TypedExamples {
  const steps: TypedStep[] = [];
  const findings: Finding[] = [];
  let type = typeAsRead(plan);
  for (const step of plan.steps.filter((each) => split === "train" || each.split === "all")) {
    const transform = transformsByName[step.name];
    if (type === undefined || transform === undefined) return { delivered: undefined, steps, findings };
    const site = typeSite(plan, step);
    const told = (problems: readonly Diagnostic[]) =>
      findings.push(...problems.map((diagnostic) => ({ diagnostic, origin: step.origin })));
    const result = typeStep(transform, type, step, site);
    if (isProblem(result)) {
      told(result);
      return { delivered: undefined, steps, findings };
    }
    told(transform.lint?.(type, step.parameters, site) ?? []);
    steps.push({ step, type: result });
    type = result;
  }
  return { delivered: type, steps, findings };
}

function typeStep(transform: Transform, input: ExampleType, step: PlannedTransform, site: TypeSite) {
  if (transform.random && step.split === "all")
    return [random_outside_augment.at(step.origin.place, { transform: transform.name })];
  return transform.type(input, step.parameters, site);
}

/** An example before its first step. */
export function typeAsRead({ dataset }: ExamplePlan): ExampleType | undefined {
  const reader = readersByName[dataset.source.name];
  return reader === undefined ? undefined : sourceType(reader, dataset.keypoints, dataset.source.parameters);
}

function typeSite(plan: ExamplePlan, step: PlannedTransform): TypeSite {
  return { ...siteOf(step), scheme: plan.dataset.keypoints, reader: plan.dataset.source.name, split: step.split };
}

function isProblem(result: ExampleType | readonly Diagnostic[]): result is readonly Diagnostic[] {
  return Array.isArray(result);
}
