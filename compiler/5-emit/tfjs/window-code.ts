import type { Pair } from "../../primitives/window-rules.ts";
import { list, type ObjectLiteral } from "./code-text.ts";
import { layoutOfValue, layoutOfWeight } from "./value-layout.ts";

/** [batch, height, width, channels]. */
export const channelsLast = layoutOfValue(4);

/** [height, width, in, out]. */
export const filterLayout = layoutOfWeight(4);

/** `[2, 3]`, and `2` where both are equal, as tfjs takes them. */
export function pairOrNumber([height, width]: Pair): string {
  return height === width ? String(height) : list([height, width]);
}

export function isEverywhere([height, width]: Pair, value: number): boolean {
  return height === value && width === value;
}

export function samePair(a: Pair, b: Pair): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** `stride: [2, 2], padding: [1, 1]` of those that differ from what a helper takes anyway. */
export function windowProperties(
  parts: readonly { readonly name: string; readonly pair: Pair; readonly usual?: Pair }[],
): ObjectLiteral["properties"] {
  const said = parts.filter(({ pair, usual }) => usual === undefined || !samePair(pair, usual));
  return said.map(({ name, pair }) => [name, list(pair)] as const);
}
