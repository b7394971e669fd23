import { defineDiagnostic } from "../define.ts";

interface About {
  /** Points that the mirror leaves out. */
  readonly missing: readonly number[];
  /** Points that it names more than once. */
  readonly twice: readonly number[];
}

const list = (points: readonly number[]): string => {
  const shown = points.slice(0, 5).join(", ");
  return points.length > 5 ? `${shown} and ${points.length - 5} more` : shown;
};

export const mirror_incomplete = defineDiagnostic<About>({
  name: "mirror_incomplete",
  severity: "error",
  message: ({ missing, twice }) => {
    const problems = [
      ...(missing.length === 0 ? [] : [`leaves out ${list(missing)}`]),
      ...(twice.length === 0 ? [] : [`names ${list(twice)} more than once`]),
    ];
    return `the mirror ${problems.join(" and ")}`;
  },
  why: "In a flipped picture the left eye is where the right eye was. Each point has exactly one counterpart, or is its own, so that flipping twice changes nothing; a point that is left out would be learned on the wrong side.",
  fix: "Name every point once: `a<->b` for two that change places, `a` alone for one on the middle line.",
  bad: "keypoints Face { count: 4; mirror: [0<->1, 2] }\n",
  good: "keypoints Face { count: 4; mirror: [0<->1, 2, 3] }\n",
});
