import type { KeypointScheme } from "./plan.ts";

/** The points that a name of a scheme stands for: one point, or all of a group; undefined where there is no such name. */
export function pointsNamed(name: string, { names, groups }: KeypointScheme): readonly number[] | undefined {
  if (Object.hasOwn(names, name)) return [names[name]!];
  return Object.hasOwn(groups, name) ? groups[name]! : undefined;
}

/** Every name that stands for points, for messages. */
export function pointNames({ names, groups }: KeypointScheme): readonly string[] {
  return [...Object.keys(names), ...Object.keys(groups)];
}
