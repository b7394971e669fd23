import { keypoint_out_of_range } from "../../diagnostics/catalogue/keypoint_out_of_range.ts";
import { mirror_incomplete } from "../../diagnostics/catalogue/mirror_incomplete.ts";
import type { BoundExpression } from "../ir/bound.ts";
import { pointIndex } from "../ir/properties.ts";
import type { Context } from "./context.ts";
import { convert } from "./convert.ts";

/**
 * `[0<->12, 6]`: point i becomes `mirror[i]` when the picture is flipped. Each point stands in the list once, so that
 * flipping twice changes nothing. Undefined where something is wrong, which was reported; `damaged`: what is lacking may
 * have been lost.
 */
export function elaborateMirror(
  context: Context,
  written: BoundExpression,
  count: number,
  damaged: boolean,
): { readonly mirror: readonly number[] } | undefined {
  if (written.kind !== "list") return undefined;
  const pairs = written.items.map((item) => pairOf(context, item, count));
  if (!pairs.every((pair) => pair !== undefined)) return undefined;
  const mirror = new Array<number>(count).fill(-1);
  const twice: number[] = [];
  for (const [a, b] of pairs) {
    twice.push(...[a, b].filter((point, side) => mirror[point] !== -1 && (side === 0 || a !== b)));
    mirror[a] = b;
    mirror[b] = a;
  }
  const missing = [...mirror.keys()].filter((point) => mirror[point] === -1);
  if (missing.length === 0 && twice.length === 0) return { mirror };
  if (!damaged) context.report(mirror_incomplete.at(written.place, { missing, twice: [...new Set(twice)] }));
  return undefined;
}

/** The two points that change places; one and the same where it stays. */
function pairOf(context: Context, item: BoundExpression, count: number): readonly [number, number] | undefined {
  const sides = item.kind === "binary" && item.op === "<->" ? [item.left, item.right] : [item, item];
  const [a, b] = sides.map((side) => convert(context, "mirror", pointIndex, side) as number | undefined);
  if (a === undefined || b === undefined) return undefined;
  const outside = [a, b].find((point) => point >= count);
  if (outside === undefined) return [a, b];
  context.report(keypoint_out_of_range.at(item.place, { name: "mirror", index: outside, count }));
  return undefined;
}
