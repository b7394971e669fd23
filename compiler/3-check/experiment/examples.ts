import { splits_differ } from "../../../diagnostics/catalogue/splits_differ.ts";
import type { ExamplePlan } from "../../ir/plan.ts";
import { sameRange } from "../../ir/range.ts";
import { sameShape } from "../../ir/shape.ts";
import { showType, type ValueType } from "../../ir/value-type.ts";
import type { Finding } from "../finding.ts";
import { typeExamples } from "./example-types.ts";

/** What is wrong with the steps of an examples declaration, whichever experiment uses it. */
export function findInExamples(plan: ExamplePlan): readonly Finding[] {
  const train = typeExamples(plan, "train");
  const validation = typeExamples(plan, "validation");
  const findings = train.findings.length > 0 ? train.findings : validation.findings;
  if (train.delivered === undefined || validation.delivered === undefined) return findings;
  return [...findings, ...differences(plan, train.delivered.image, validation.delivered.image)];
}

/** A step of `augment train` must leave pictures of the same kind, or validation asks another question than training. */
function differences(plan: ExamplePlan, train: ValueType, validation: ValueType): readonly Finding[] {
  if (sameShape(train.shape, validation.shape) && sameRange(train.range, validation.range)) return [];
  const augmenting = plan.steps.find((step) => step.split === "train");
  const origin = augmenting?.origin ?? plan.origin;
  const facts = { examples: plan.name, train: showType(train), validation: showType(validation) };
  return [{ diagnostic: splits_differ.at(origin.place, facts), origin }];
}
