import type { AvgPool2dAttributes } from "../../primitives/avg_pool2d.ts";
import type { Pair } from "../../primitives/window-rules.ts";
import { type Code, call, list } from "./code-text.ts";
import type { Site } from "./spelling.ts";
import { channelsLast, isEverywhere, pairOrNumber, windowCode } from "./window-code.ts";

/** `tf.maxPool(x, 2, 2, "valid")`, of an x that is padded before where the pool pads. */
export function pooledCode(site: Site<AvgPool2dAttributes>, callee: string, ...paddedWith: readonly Code[]): Code {
  const { kernel, stride, padding } = site.attributes;
  const x = site.tensor(0, channelsLast);
  const padded = isEverywhere(padding, 0) ? x : call(site.helper("pad"), x, list(padding), ...paddedWith);
  return call(callee, padded, pairOrNumber(kernel), pairOrNumber(stride), '"valid"');
}

/** `{ size: [2, 2], stride: [2, 2] }`, for helpers. */
export function poolingCode({ kernel, stride, padding }: AvgPool2dAttributes, dilation: Pair = [1, 1]): Code {
  return windowCode([
    { name: "size", pair: kernel },
    { name: "stride", pair: stride },
    { name: "padding", pair: padding, usual: 0 },
    { name: "dilation", pair: dilation, usual: 1 },
  ])!;
}
