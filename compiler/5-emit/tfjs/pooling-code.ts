import type { Pair, PoolAttributes } from "../../primitives/window-rules.ts";
import { type Code, call, list } from "./code-text.ts";
import type { HelperName } from "./helpers/index.ts";
import type { Site } from "./spelling.ts";
import { channelsLast, isEverywhere, pairOrNumber, samePair, windowProperties } from "./window-code.ts";

/** `tf.maxPool(x, 2, 2, "valid")`, of an x that is padded before, with zeros or a helper's number, where the pool pads. */
export function pooledCode(site: Site<PoolAttributes>, callee: string, padding?: HelperName): Code {
  const { kernel, stride } = site.attributes;
  return call(callee, paddedCode(site, padding), pairOrNumber(kernel), pairOrNumber(stride), '"valid"');
}

function paddedCode(site: Site<PoolAttributes>, padding: HelperName | undefined): Code {
  const { before, after } = site.attributes;
  const x = site.tensor(0, channelsLast);
  if (isEverywhere(before, 0) && isEverywhere(after, 0)) return x;
  const pad = site.helper("pad");
  if (padding !== undefined) return call(pad, x, list(before), list(after), site.helper(padding));
  return samePair(before, after) ? call(pad, x, list(before)) : call(pad, x, list(before), list(after));
}

/** `{ size: [2, 2], stride: [2, 2] }`, for helpers. */
export function poolingCode({ kernel, stride, before, after }: PoolAttributes, dilation: Pair = [1, 1]): Code {
  const properties = windowProperties([
    { name: "size", pair: kernel },
    { name: "stride", pair: stride },
    { name: "padding", pair: before, usual: [0, 0] },
    { name: "after", pair: after, usual: before },
    { name: "dilation", pair: dilation, usual: [1, 1] },
  ]);
  return { properties };
}
