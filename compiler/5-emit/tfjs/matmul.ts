import type { MatmulAttributes } from "../../primitives/matmul.ts";
import { type Code, call } from "./code-text.ts";
import type { Expression, Site, Spelling } from "./spelling.ts";
import { plain, sameLayout } from "./value-layout.ts";

/** Matrices that lie transposed are multiplied as they lie, and so is a result that is to: (A B)ᵀ = Bᵀ Aᵀ. */
export const matmul: Spelling<MatmulAttributes> = {
  spell(site) {
    const { transposeA, transposeB } = site.attributes;
    const a = { code: site.operand(0).code, transposed: transposeA !== liesTransposed(site.operand(0)) };
    const b = { code: site.operand(1).code, transposed: transposeB !== liesTransposed(site.operand(1)) };
    if (!sameLayout(site.layout, plain(2))) {
      const code = product({ ...b, transposed: !b.transposed }, { ...a, transposed: !a.transposed });
      return { code, layout: site.layout, inferred: false };
    }
    const plainProduct = { code: product(a, b), layout: site.layout, inferred: false };
    if (a.transposed || b.transposed) return plainProduct;
    return { ...plainProduct, withBias: (bias) => linear(site, [a.code, b.code, bias]) };
  },
};

function linear(site: Site, given: readonly Code[]): Expression {
  const made = (...more: readonly Code[]) => ({
    code: call(site.helper("linear"), ...given, ...more),
    layout: site.layout,
    inferred: true,
  });
  return { ...made(), withActivation: (activation) => made(JSON.stringify(activation)) };
}

interface Factor {
  readonly code: Code;
  readonly transposed: boolean;
}

function product(a: Factor, b: Factor): Code {
  const flags = b.transposed ? [a.transposed, true] : a.transposed ? [true] : [];
  return call("tf.matMul", a.code, b.code, ...flags.map(String));
}

function liesTransposed({ layout }: Expression): boolean {
  return !sameLayout(layout, plain(2));
}
