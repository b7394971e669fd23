import { list } from "./code-text.ts";
import type { Site } from "./spelling.ts";

/** `[none, [1, 2], [0, 1], none]`: what is added before and after, by axis. */
export function paddingCode(site: Pick<Site, "helper">, pairs: readonly (readonly [number, number])[]): string {
  return list(pairs.map((pair) => (pair.some((count) => count > 0) ? list(pair) : site.helper("none"))));
}
