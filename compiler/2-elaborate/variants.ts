import { circular_variant } from "../../diagnostics/catalogue/circular_variant.ts";
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

/** Undefined where a base is missing or leads back to itself, which was reported. */
export function lineageOf(context: Context, declaration: BoundDeclaration): Lineage | undefined {
  const variants: BoundVariant[] = [];
  const seen: DeclarationRef[] = [];
  let current: BoundDeclaration | undefined = declaration;
  while (current?.kind === "variant") {
    const { ref } = current;
    if (seen.some((earlier) => isSame(earlier, ref))) {
      // One that only builds on a circle is silent: the circle's members say it.
      if (isSame(ref, declaration.ref)) context.report(circular_variant.at(declaration.place, { name: ref.name }));
      return undefined;
    }
    seen.push(ref);
    variants.unshift(current);
    current = current.base === undefined ? undefined : context.project.bound(current.base);
  }
  if (current === undefined) return undefined;
  return { base: current, variants, damaged: current.damaged || variants.some((variant) => variant.damaged) };
}

function isSame(a: DeclarationRef, b: DeclarationRef): boolean {
  return a.file === b.file && a.key === b.key;
}
