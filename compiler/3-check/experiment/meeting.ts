import type { Remark } from "../../../diagnostics/diagnostic.ts";
import type { GraphInput, TypedGraph } from "../../ir/graph.ts";
import type { ExampleType, ExperimentPlan } from "../../ir/plan.ts";
import { showType, type ValueType } from "../../ir/value-type.ts";
import { type TypedExamples, typeAsRead } from "./example-types.ts";

/** Where the picture that the examples deliver meets the input of the model. */
export interface Meeting {
  readonly plan: ExperimentPlan;
  readonly graph: TypedGraph;
  readonly input: GraphInput;
  readonly image: ValueType;
  readonly examples: TypedExamples;
}

/** The model's input, then the steps that made the picture what it is, latest first. */
export function bothSides({ plan, input, examples }: Meeting): readonly Remark[] {
  const wanted = { place: input.origin.place, message: `the model takes ${showType(input)}` };
  return [wanted, ...stepTrail(plan, examples, (type) => showType(type.image))];
}

/** The steps that changed what `show` says of an example, latest first, and what it was as read. */
export function stepTrail(
  { examples: { dataset }, examples: plan }: ExperimentPlan,
  { steps }: TypedExamples,
  show: (type: ExampleType) => string,
): readonly Remark[] {
  const read = typeAsRead(plan);
  let before = read === undefined ? "" : show(read);
  const trail: Remark[] = [
    { place: dataset.source.origin.place, message: `${before} as read by ${dataset.source.name}` },
  ];
  for (const { step, type } of steps) {
    const now = show(type);
    if (now !== before) trail.unshift({ place: step.origin.place, message: `${now} from ${step.name}` });
    before = now;
  }
  return trail;
}
