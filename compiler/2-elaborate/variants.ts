import { circular_variant } from "../../diagnostics/catalogue/circular_variant.ts";
import { too_deep } from "../../diagnostics/catalogue/too_deep.ts";
import type { BoundDeclaration, BoundVariant, DeclarationRef } from "../ir/bound.ts";
import type { Context } from "./context.ts";

type Plain = Exclude<BoundDeclaration, BoundVariant>;

/** A declaration that is no variant, and the variants that lead from it to another one, in the order to apply them. */
export interface Lineage {
  readonly base: Plain;
  readonly variants: readonly BoundVariant[];
  /** Something in one of them could not be read: what seems to be lacking may only have been lost. */
  readonly damaged: boolean;
}

/** So long a row of variants is no difference that anybody could review. */
export const mostVariants = 100;

/** Undefined where a base is missing or leads back to itself, which was reported. */
export function lineageOf(context: Context, declaration: BoundDeclaration): Lineage | undefined {
  const variants: BoundVariant[] = [];
  let current: BoundDeclaration | undefined = declaration;
  while (current?.kind === "variant") {
    const variant: BoundVariant = current;
    const known = variants.findIndex(({ ref }) => isSame(ref, variant.ref));
    if (known >= 0) {
      reportCircle(context, declaration, variants.slice(known));
      return undefined;
    }
    variants.push(variant);
    if (variants.length > mostVariants) {
      const facts = { name: declaration.ref.name, what: "variants", limit: mostVariants };
      context.report(too_deep.at(declaration.place, facts));
      return undefined;
    }
    current = variant.base && context.project.bound(variant.base);
  }
  if (current === undefined) return undefined;
  const damaged = current.damaged || variants.some((variant) => variant.damaged);
  return { base: current, variants: variants.reverse(), damaged };
}

/** Said once, of the first of the circle by its name; what merely builds on the circle is silent. */
function reportCircle(context: Context, { ref, place }: BoundDeclaration, circle: readonly BoundVariant[]): void {
  const first = circle.map((variant) => variant.ref.key).sort()[0];
  if (ref.key === first) context.report(circular_variant.at(place, { name: ref.name }));
}

function isSame(a: DeclarationRef, b: DeclarationRef): boolean {
  return a.file === b.file && a.key === b.key;
}
