import type { UpdateRules } from "../engine.ts";
import { countOf, type EmittedModel } from "./emitted-module.ts";
import type { FlatRules, Segment } from "./messages.ts";

/** The rules for weights that lie one after the other; those of one rate in a row are one segment. */
export function flatRules({ weights }: EmittedModel, { rateOf, ...others }: UpdateRules): FlatRules {
  const segments: Segment[] = [];
  let from = 0;
  for (const { key, shape } of weights) {
    const to = from + countOf(shape);
    const factor = rateOf(key);
    const last = segments.at(-1);
    if (last?.factor === factor && last.to === from) segments[segments.length - 1] = { ...last, to };
    else if (factor !== 0) segments.push({ from, to, factor });
    from = to;
  }
  return { segments, ...others };
}
