import type { Shape } from "../../ir/shape.ts";
import type { Conv2dAttributes } from "../../primitives/conv2d.ts";
import { type Code, call, list, type ObjectLiteral } from "./code-text.ts";
import { dimCode } from "./dim-code.ts";
import { shapeCode } from "./shape-code.ts";
import type { Site } from "./spelling.ts";
import type { Layout } from "./value-layout.ts";
import { filterLayout, isEverywhere, windowProperties } from "./window-code.ts";

export type ConvolutionSite = Site<Conv2dAttributes>;

/** `{ stride: [2, 2], padding: [1, 1] }`, without what is usual; nothing where all is. */
export function slidingCode(site: ConvolutionSite): readonly Code[] {
  const properties = slidingProperties(site);
  return properties.length === 0 ? [] : [{ properties }];
}

export function slidingProperties({ attributes: { stride, padding } }: ConvolutionSite): ObjectLiteral["properties"] {
  return windowProperties([
    { name: "stride", pair: stride, usual: [1, 1] },
    { name: "padding", pair: padding, usual: [0, 0] },
  ]);
}

export function isDilated({ attributes: { dilation } }: ConvolutionSite): boolean {
  return !isEverywhere(dilation, 1);
}

/** Of filters of depthwise convolutions: [height, width, channels, 1]. */
export const depthwiseLayout: Layout = [2, 3, 0, 1];

/** Whether every channel has one filter of its own, for which tfjs has kernels (with a dilation, not with a stride too). */
export function isDepthwise(site: ConvolutionSite, [filters, depth]: Shape): boolean {
  return depth === 1 && dimCode(filters!) === String(site.attributes.groups) && !isDilated(site);
}

/** A filter with the zeros of its dilation written out: tfjs dilates neither with strides nor in gradients. */
export function writtenOut(site: ConvolutionSite, filter: Code): Code {
  return isDilated(site) ? call(site.helper("dilatedFilter"), filter, list(site.attributes.dilation)) : filter;
}

/** Shape of the filter as `writtenOut` gives it. */
export function writtenOutShape(site: ConvolutionSite, shape: Shape): string {
  const { dilation } = site.attributes;
  const [filters, channels, height, width] = shape as readonly [number, number, number, number];
  const spread = [filters, channels, dilation[0] * (height - 1) + 1, dilation[1] * (width - 1) + 1];
  return shapeCode(site, spread, filterLayout);
}

/** Name of a helper, its form for groups where there are some, and their number. */
export function inGroups<Name extends "conv2d" | "conv2dInputGradient" | "conv2dFilterGradient">(
  site: ConvolutionSite,
  name: Name,
): { callee: string; groups: readonly Code[] } {
  const { groups } = site.attributes;
  if (groups === 1) return { callee: site.helper(name), groups: [] };
  const grouped = `groupedC${name.slice(1)}` as `groupedC${Name extends `c${infer Rest}` ? Rest : never}`;
  return { callee: site.helper(grouped), groups: [String(groups)] };
}
