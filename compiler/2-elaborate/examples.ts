import { duplicate_name } from "../../diagnostics/catalogue/duplicate_name.ts";
import type { Outcome } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration, BoundTransform } from "../ir/bound.ts";
import type { ExamplePlan, PlannedTransform } from "../ir/plan.ts";
import { type Context, newContext, type Project } from "./context.ts";
import { applyVariants } from "./edits.ts";
import { planCall } from "./properties.ts";
import { exampleSteps, pathsOf } from "./steps.ts";
import { lineageOf } from "./variants.ts";

/** How an example is made, step by step; undefined where something is wrong, which was reported. */
export function elaborateExamples(project: Project, declaration: BoundDeclaration): Outcome<ExamplePlan | undefined> {
  const { context, diagnostics } = newContext(project);
  return { value: examplesOf(context, declaration), diagnostics };
}

function examplesOf(context: Context, declaration: BoundDeclaration): ExamplePlan | undefined {
  const lineage = lineageOf(context, declaration);
  if (lineage?.base.kind !== "examples") return undefined;
  const { base, damaged } = lineage;
  const body = applyVariants(context, base.steps, lineage, exampleSteps);
  const steps = planSteps(context, body);
  const dataset = base.from && context.project.dataset(base.from);
  // Steps that were lost would change what the examples deliver.
  if (damaged || steps === undefined || dataset === undefined) return undefined;
  const origin = { place: declaration.place, via: [], allowed: [] };
  const assumed = pathsOf(body).filter((_, index) => body[index]!.notes.assumed);
  return { name: declaration.ref.name, dataset, steps, assumed, origin };
}

function planSteps(context: Context, body: readonly BoundTransform[]): PlannedTransform[] | undefined {
  const paths = pathsOf(body);
  const steps = body.map((step, index) => {
    const path = paths[index]!;
    const first = paths.indexOf(path);
    if (first === index) return planStep(context, step, path);
    const related = [{ place: body[first]!.place, message: "the first one" }];
    context.report(duplicate_name.at(step.label?.place ?? step.place, { name: path }, { related }));
    return undefined;
  });
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

function planStep(context: Context, step: BoundTransform, path: string): PlannedTransform | undefined {
  const { call, split, notes, place } = step;
  if (call.kind === "poison") return undefined;
  const planned = planCall(context, call, { place, via: [], allowed: notes.allowed });
  return planned && { ...planned, path, split };
}
