import type { ReduceAttributes } from "../../primitives/reduce_sum.ts";
import { call, list } from "./code-text.ts";
import type { Expression, Site } from "./spelling.ts";

/** `tf.sum(x, [0, 1, 2])`; over all axes, none is named. */
export function reduction(site: Site<ReduceAttributes>, callee: string): Expression {
  const { axes } = site.attributes;
  const { layout } = site.operand(0);
  const places = axes.map((axis) => layout.indexOf(axis)).sort((a, b) => a - b);
  const where = places.length === layout.length ? [] : [places.length === 1 ? String(places[0]) : list(places)];
  // The axes that stay, numbered as in the result.
  const kept = layout.filter((axis) => !axes.includes(axis));
  const numbered = kept.map((axis) => axis - axes.filter((gone) => gone < axis).length);
  return { code: call(callee, site.tensor(0, layout), ...where), layout: numbered, inferred: false };
}
