import { mulDim } from "../../ir/dim.ts";
import { call } from "./code-text.ts";
import { binary, scalarCode } from "./elementwise-code.ts";
import type { Expression, Scalar, Site, Spelling } from "./spelling.ts";

/** Constant factors are gathered into one, which stands last. */
export const mul: Spelling = {
  spell(site) {
    const [left, right] = [site.operand(0), site.operand(1)];
    if (left.scalar !== undefined && right.scalar !== undefined) {
      const scalar = product(left.scalar, right.scalar);
      return { code: scalarCode(site, scalar), layout: site.layout, inferred: true, scalar };
    }
    if (right.scalar !== undefined && spans(site, 0)) return scaled(site, left, right.scalar);
    if (left.scalar !== undefined && spans(site, 1)) return scaled(site, right, left.scalar);
    return binary(site, "tf.mul");
  },
};

/** Whether an input has as many axes as the result, so that a constant is all that multiplies it. */
function spans(site: Site, index: number): boolean {
  return site.inputs[index]!.shape.length === site.layout.length;
}

function scaled(site: Site, tensor: Expression, factor: Scalar): Expression {
  const of = tensor.scaled?.of ?? tensor;
  const by = tensor.scaled === undefined ? factor : product(tensor.scaled.by, factor);
  const code = call("tf.mul", of.code, scalarCode(site, by));
  return { code, layout: tensor.layout, inferred: false, scaled: { of, by } };
}

function product(a: Scalar, b: Scalar): Scalar {
  const value = a.value * b.value;
  if (a.divisor === undefined && b.divisor === undefined) return { value };
  return { value, divisor: mulDim(a.divisor ?? 1, b.divisor ?? 1) };
}
