import { ambiguous_keypoint } from "../../diagnostics/catalogue/ambiguous_keypoint.ts";
import { keypoint_out_of_range } from "../../diagnostics/catalogue/keypoint_out_of_range.ts";
import type { Outcome } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration, BoundProperty } from "../ir/bound.ts";
import type { KeypointScheme } from "../ir/plan.ts";
import { type Context, newContext, type Project } from "./context.ts";
import { elaborateMirror } from "./mirror.ts";
import { Properties } from "./properties.ts";
import { lineageOf } from "./variants.ts";

/** How the points of a face are numbered; undefined where something is wrong, which was reported. */
export function elaborateKeypoints(
  project: Project,
  declaration: BoundDeclaration,
): Outcome<KeypointScheme | undefined> {
  const { context, diagnostics } = newContext(project);
  return { value: schemeOf(context, declaration), diagnostics };
}

function schemeOf(context: Context, declaration: BoundDeclaration): KeypointScheme | undefined {
  const lineage = lineageOf(context, declaration);
  if (lineage?.base.kind !== "keypoints") return undefined;
  const properties = new Properties(context, lineage.base, lineage.variants);
  const count = properties.value("count") as number | undefined;
  const groups = properties.record("groups") as Record<string, readonly number[]> | undefined;
  const names = properties.record("names") as Record<string, number> | undefined;
  const mirror = properties.byKey.get("mirror");
  if (count === undefined || groups === undefined || names === undefined) return undefined;
  const sound = [
    areInside(context, properties.byKey.get("groups"), count, groups),
    areInside(context, properties.byKey.get("names"), count, names),
    areDistinct(context, properties.byKey.get("names"), groups),
  ];
  const mirrored = mirror === undefined ? {} : elaborateMirror(context, mirror.value, count, lineage.damaged);
  if (lineage.damaged || mirrored === undefined || sound.includes(false)) return undefined;
  const origin = { place: declaration.place, via: [], allowed: [] };
  return { name: declaration.ref.name, count, groups, names, ...mirrored, origin };
}

/** Whether a record names only points that there are; reported where it doesn't. */
function areInside(
  context: Context,
  property: BoundProperty | undefined,
  count: number,
  points: Readonly<Record<string, number | readonly number[]>>,
): boolean {
  const outside = entriesOf(property).filter(({ key }) => Math.max(...[points[key]!].flat()) >= count);
  for (const { key, value } of outside) {
    const index = [points[key]!].flat().find((point) => point >= count)!;
    context.report(keypoint_out_of_range.at(value.place, { name: key, index, count }));
  }
  return outside.length === 0;
}

/** Whether no point is named as a group is: steps pick points by either. Reported where one is. */
function areDistinct(
  context: Context,
  names: BoundProperty | undefined,
  groups: Readonly<Record<string, unknown>>,
): boolean {
  const shared = entriesOf(names).filter(({ key }) => Object.hasOwn(groups, key));
  for (const { key, keyPlace } of shared) context.report(ambiguous_keypoint.at(keyPlace, { name: key }));
  return shared.length === 0;
}

function entriesOf(property: BoundProperty | undefined): readonly BoundProperty[] {
  return property?.value.kind === "record" ? property.value.entries : [];
}
