import type { KeypointScheme } from "../../../../compiler/ir/plan.ts";
import type { Subject } from "../../names/index.ts";
import type { Declared } from "../../names/lineage.ts";
import type { Project } from "../../project.ts";

/** How many points a scheme has, its groups, and which of them change sides when a picture is flipped. */
export function describeScheme(project: Project, { file, declaration: { key, name } }: Declared): string {
  const scheme = schemeAt(project, file, key, name?.text ?? "");
  if (scheme === undefined) return "";
  const groups = Object.entries(scheme.groups).map(([group, points]) => `- \`${group}\`: ${points.length} points`);
  return [`${scheme.count} points`, groups.join("\n"), describeMirror(scheme)]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** A name or group of a scheme: its points, and what they become in the mirror. */
export function describeKeypoint(
  project: Project,
  subject: Extract<Subject, { kind: "keypoint" }>,
): string | undefined {
  const { file, key, name } = subject;
  const scheme = schemeAt(project, file, key, key.split(" ")[1] ?? "");
  const named = scheme?.names[name];
  const points = named === undefined ? scheme?.groups[name] : [named];
  if (scheme === undefined || points === undefined) return undefined;
  const what = named === undefined ? `group of ${points.length} points of ${scheme.name}` : `point of ${scheme.name}`;
  return [`**${name}**: ${what}`, `index ${listed(points)}`, ...mirrorOf(scheme, points)].join("\n\n");
}

function mirrorOf({ mirror }: KeypointScheme, points: readonly number[]): string[] {
  if (mirror === undefined) return [];
  const mirrored = points.map((point) => mirror[point]!);
  const same = mirrored.every((point) => points.includes(point));
  return [same ? "stays where it is in the mirror" : `becomes ${listed(mirrored)} in the mirror`];
}

function describeMirror({ mirror, groups }: KeypointScheme): string {
  if (mirror === undefined) return "It names no mirror, so pictures can't be flipped.";
  const pairs = mirror.flatMap((other, point) => (other > point ? [`${point} <-> ${other}`] : []));
  const alone = mirror.flatMap((other, point) => (other === point ? [point] : []));
  const lines = Object.entries(groups).flatMap(([group, points]) => {
    const becomes = Object.entries(groups).find(([, others]) =>
      points.every((point) => others.includes(mirror[point]!)),
    );
    return becomes === undefined || becomes[0] === group ? [] : [`- \`${group}\` becomes \`${becomes[0]}\``];
  });
  const stay = alone.length === 0 ? "" : `; alone: ${alone.join(", ")}`;
  return [`Mirror: ${pairs.join(", ")}${stay}`, ...lines].join("\n");
}

/** Points as they are counted: `13 to 20`, or one by one. */
function listed(points: readonly number[]): string {
  const isRun = points.length > 2 && points.every((point, index) => index === 0 || point === points[index - 1]! + 1);
  return isRun ? `${points[0]} to ${points.at(-1)}` : points.join(", ");
}

function schemeAt(project: Project, file: string, key: string, name: string): KeypointScheme | undefined {
  return project.fresh().keypoints({ file, key, name });
}
