import type { ReduceAttributes } from "../../primitives/reduce_sum.ts";
import { type Code, call, list } from "./code-text.ts";
import type { Expression, Site } from "./spelling.ts";
import { type Layout, plain, sameLayout } from "./value-layout.ts";
import { channelsLast } from "./window-code.ts";

/** `tf.sum(x, [0, 1, 2])`; over all axes, none is named. */
export function reduction(site: Site<ReduceAttributes>, name: "sum" | "mean"): Expression {
  const { axes } = site.attributes;
  const { layout } = site.operand(0);
  // The axes that stay, numbered as in the result.
  const kept = layout.filter((axis) => !axes.includes(axis));
  const numbered = kept.map((axis) => axis - axes.filter((gone) => gone < axis).length);
  const code = isOfMaps(site, layout)
    ? reduced(name, ofMaps(site, name), plain(2), axes)
    : reduced(name, site.tensor(0, layout), layout, axes);
  return { code, layout: numbered, inferred: false };
}

function reduced(name: string, x: Code, layout: Layout, axes: readonly number[]): Code {
  const places = layout.flatMap((axis, place) => (axes.includes(axis) ? [place] : []));
  if (places.length === 0) return x;
  const where = places.length === layout.length ? [] : [places.length === 1 ? String(places[0]) : list(places)];
  return call(`tf.${name}`, x, ...where);
}

/** Whether whole feature maps are reduced, where the backend is to do so by pools. */
function isOfMaps({ attributes: { axes }, backend }: Site<ReduceAttributes>, layout: Layout): boolean {
  return backend.reducesMapsByPools && sameLayout(layout, channelsLast) && axes.includes(2) && axes.includes(3);
}

/** A number for each feature map, [batch, channels]. */
function ofMaps(site: Site<ReduceAttributes>, name: "sum" | "mean"): Code {
  return call(site.helper(name === "sum" ? "mapSums" : "mapMeans"), site.tensor(0, channelsLast));
}
