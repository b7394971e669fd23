import type { Outcome } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration } from "../ir/bound.ts";
import type { Origin } from "../ir/graph.ts";
import type { ExperimentPlan } from "../ir/plan.ts";
import { type Context, newContext, type Project } from "./context.ts";
import { originOf, Properties } from "./properties.ts";
import { axesOf, combinationsOf, sweptIn, type TriedValue } from "./sweep.ts";
import { trainingOptions } from "./training-options.ts";
import { lineageOf } from "./variants.ts";

/** All that training needs beside the model's graph; undefined where something is wrong, which was reported. */
export function elaborateExperiment(
  project: Project,
  declaration: BoundDeclaration,
): Outcome<ExperimentPlan | undefined> {
  const { context, diagnostics } = newContext(project);
  return { value: planOf(context, declaration), diagnostics };
}

/** One combination of a sweep: what it sets, and the experiment with that. */
export interface Combination {
  readonly values: readonly TriedValue[];
  readonly plan: Outcome<ExperimentPlan | undefined>;
}

/** All combinations of an experiment's sweep; none where it has no sweep, or one that is wrong. */
export function elaborateSweep(project: Project, declaration: BoundDeclaration): readonly Combination[] {
  const { context } = newContext(project);
  const found = propertiesOf(context, declaration);
  const swept = (found && sweptIn(context, found.properties)) ?? [];
  if (swept.length === 0) return [];
  return combinationsOf(swept).map((values) => {
    const { context, diagnostics } = newContext(project);
    return { values, plan: { value: planOf(context, declaration, values), diagnostics } };
  });
}

function propertiesOf(
  context: Context,
  declaration: BoundDeclaration,
  values: readonly TriedValue[] = [],
): { readonly properties: Properties; readonly damaged: boolean } | undefined {
  const lineage = lineageOf(context, declaration);
  if (lineage?.base.kind !== "experiment") return undefined;
  const sets = values.map(({ edit }) => edit);
  const properties = new Properties(context, lineage.base, lineage.variants, sets);
  return { properties, damaged: lineage.damaged };
}

function planOf(
  context: Context,
  declaration: BoundDeclaration,
  values: readonly TriedValue[] = [],
): ExperimentPlan | undefined {
  const found = propertiesOf(context, declaration, values);
  if (found === undefined) return undefined;
  const { properties, damaged } = found;
  const data = properties.declaration("data");
  const parts = {
    model: properties.declaration("model")?.name,
    examples: data && context.project.examples(data),
    loss: properties.loss(),
    optimizer: properties.call("optimizer"),
    epochs: properties.value("epochs") as number | undefined,
    batch: properties.value("batch") as number | undefined,
    seed: properties.value("seed") as number | undefined,
    training: trainingOptions(properties),
    metrics: properties.calls("metrics"),
    reported: properties.fields("reported") as Record<string, number> | undefined,
  };
  const swept = sweptIn(context, properties);
  // A property that was lost might say something else than what is left.
  if (damaged || swept === undefined || !isComplete(parts)) return undefined;
  return {
    format: "kpnet-plan/1",
    name: declaration.ref.name,
    doc: declaration.doc,
    ...parts,
    ...modelFileOf(declaration, properties),
    ...(swept.length === 0 ? {} : { sweep: axesOf(swept) }),
    assumed: properties.assumed(),
    origin: { place: declaration.place, via: [], allowed: [] },
    properties: originsIn(properties),
  };
}

/** Where the model is, if in another file than the experiment. */
function modelFileOf({ ref }: BoundDeclaration, properties: Properties): Pick<ExperimentPlan, "modelFile"> {
  const file = properties.declaration("model")?.file;
  return file === undefined || file === ref.file ? {} : { modelFile: file };
}

type Complete<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

function isComplete<T extends object>(parts: T): parts is T & Complete<T> {
  return Object.values(parts).every((part) => part !== undefined);
}

function originsIn({ byKey }: Properties): Record<string, Origin> {
  return Object.fromEntries([...byKey.values()].map((property) => [property.key, originOf(property)]));
}
