import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  /** Points that the examples have left, where the box around them is meant. */
  readonly points?: number;
  /** Points that are named, where the distance of two is meant. */
  readonly named?: number;
}

export const nme_needs_points = defineDiagnostic<About>({
  name: "nme_needs_points",
  severity: "error",
  message: ({ points, named }) =>
    named === undefined
      ? `the box around ${points === 1 ? "one point" : `${points} points`} has no size to divide by`
      : `\`between\` takes two points or groups, but names ${named}`,
  why: "A normalised error is a distance divided by a size of the face: how far two of its points lie apart, or the box around all of them.",
  fix: "Name two points or groups that the examples keep, or use `mae`, which is in pixels.",
  bad: experimentWith({ properties: { metrics: "[nme()]" } }),
  good: experimentWith({ properties: { metrics: "[mae()]" } }),
});
