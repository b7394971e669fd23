import { repeated_keypoint } from "../../diagnostics/catalogue/repeated_keypoint.ts";
import { unknown_keypoint } from "../../diagnostics/catalogue/unknown_keypoint.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { names } from "../ir/parameters.ts";
import type { ExampleType, KeypointScheme } from "../ir/plan.ts";
import { pointNames, pointsNamed } from "../ir/points-named.ts";
import { defineTransform, type TypeSite } from "./transform.ts";

type KeepPoints = { readonly points: readonly string[] };

export const keep_points = defineTransform<KeepPoints>({
  name: "keep_points",
  doc: "Keeps some of the points, in the order given. A name of the keypoint scheme stands for one point, a group for all of its points.",
  parameters: { points: names({ doc: "names or groups of the keypoint scheme" }) },
  random: false,
  type: (input, { points }, at) => {
    const problems = problemsOf(input.kept, points, at);
    if (problems.length > 0) return problems;
    const kept = indicesOf(points, at.scheme);
    return { ...input, kept, points: { ...input.points, shape: [kept.length, 2] } } satisfies ExampleType;
  },
  rule: { kind: "points", keep: (_kept, { points }, scheme) => indicesOf(points, scheme) },
});

function problemsOf(present: readonly number[], points: readonly string[], at: TypeSite): Diagnostic[] {
  const place = at.argument("points");
  const unknown = points.filter((name) => pointsNamed(name, at.scheme) === undefined);
  if (unknown.length > 0) {
    return unknown.map((name) =>
      unknown_keypoint.at(place, { name, scheme: at.scheme.name, nearest: nearest(name, pointNames(at.scheme)) }),
    );
  }
  const kept = indicesOf(points, at.scheme);
  const gone = points.filter((name) => pointsNamed(name, at.scheme)!.some((index) => !present.includes(index)));
  if (gone.length > 0) {
    return gone.map((name) => unknown_keypoint.at(place, { name, scheme: at.scheme.name, dropped: true }));
  }
  const repeated = kept.find((index, position) => kept.indexOf(index) !== position);
  return repeated === undefined ? [] : [repeated_keypoint.at(place, { index: repeated })];
}

function indicesOf(points: readonly string[], scheme: KeypointScheme): readonly number[] {
  return points.flatMap((name) => pointsNamed(name, scheme) ?? []);
}
