import { type Dim, isKnown } from "../../ir/dim.ts";
import type { Shape } from "../../ir/shape.ts";
import { type Code, call, list } from "./code-text.ts";
import type { Site } from "./spelling.ts";
import { type Layout, permutation, sameLayout, stored } from "./value-layout.ts";

/** `[batch, 7, 10, 32]`: a shape as it lies. */
export function shapeCode(site: Pick<Site, "size">, shape: Shape, layout: Layout): string {
  return list(stored(shape, layout).map((dim) => site.size(dim)));
}

/** The same for `tf.reshape`, which finds one size, -1, by itself. */
export function reshapeCode(site: Pick<Site, "size">, shape: Shape, layout: Layout): string {
  const sizes: readonly Dim[] = stored(shape, layout);
  const open = sizes.filter((dim) => !isKnown(dim)).length === 1;
  return list(sizes.map((dim) => (open && !isKnown(dim) ? -1 : site.size(dim))));
}

/** Code for a value that lies one way, so that it lies another. */
export function relaid(code: Code, from: Layout, to: Layout): Code {
  return sameLayout(from, to) ? code : call("tf.transpose", code, list(permutation(from, to)));
}
