import type { Outcome } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration } from "../ir/bound.ts";
import type { DatasetPlan } from "../ir/plan.ts";
import { type Context, newContext, type Project } from "./context.ts";
import { Properties } from "./properties.ts";
import { lineageOf } from "./variants.ts";

/** Where the data comes from and how it is parted; undefined where something is wrong, which was reported. */
export function elaborateDataset(project: Project, declaration: BoundDeclaration): Outcome<DatasetPlan | undefined> {
  const { context, diagnostics } = newContext(project);
  return { value: datasetOf(context, declaration), diagnostics };
}

function datasetOf(context: Context, declaration: BoundDeclaration): DatasetPlan | undefined {
  const lineage = lineageOf(context, declaration);
  if (lineage?.base.kind !== "dataset") return undefined;
  const properties = new Properties(context, lineage.base, lineage.variants);
  const source = properties.call("source");
  const split = properties.call("split");
  const scheme = properties.declaration("keypoints");
  const keypoints = scheme && context.project.keypoints(scheme);
  const onBadExample = properties.value("on_bad_example") as "error" | "skip" | undefined;
  if (onBadExample === undefined) return undefined;
  if (lineage.damaged || source === undefined || split === undefined || keypoints === undefined) return undefined;
  const origin = { place: declaration.place, via: [], allowed: [] };
  return { name: declaration.ref.name, source, keypoints, split, onBadExample, assumed: properties.assumed(), origin };
}
