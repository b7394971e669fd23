import type { Shape } from "../../ir/shape.ts";
import { type Code, call } from "./code-text.ts";
import { dimFactor } from "./dim-code.ts";
import { relaid, reshapeCode } from "./shape-code.ts";
import type { Activation, Expression, Scalar, Site } from "./spelling.ts";
import { plain, sameLayout } from "./value-layout.ts";

/** A function of each number by itself; `more` stands behind the tensor. */
export function unary(site: Site, callee: string, ...more: readonly Code[]): Expression {
  return { code: call(callee, site.tensor(0, site.layout), ...more), layout: site.layout, inferred: true };
}

/** A function that what comes before may take along; else one of tfjs. */
export function activation(site: Site, name: Activation): Expression {
  return site.operand(0).withActivation?.(name) ?? unary(site, `tf.${name}`);
}

/** A function of two numbers each; constants are numbers of JavaScript, and tensors broadcast. */
export function binary(site: Site, callee: string): Expression {
  return { code: call(callee, broadcasting(site, 0), broadcasting(site, 1)), layout: site.layout, inferred: false };
}

/** An input as tfjs can broadcast it to the result, whose axes may lie in another order. */
export function broadcasting(site: Site, index: number): Code {
  const { scalar } = site.operand(index);
  if (scalar !== undefined) return scalarCode(site, scalar);
  const { shape } = site.inputs[index]!;
  const rank = site.layout.length;
  if (shape.length === rank || sameLayout(site.layout, plain(rank))) {
    return site.tensor(index, shape.length === rank ? site.layout : plain(shape.length));
  }
  const full: Shape = [...Array.from({ length: rank - shape.length }, () => 1), ...shape];
  const reshaped = call("tf.reshape", site.tensor(index, plain(shape.length)), reshapeCode(site, full, plain(rank)));
  return relaid(reshaped, plain(rank), site.layout);
}

/** `0.5`, `2 / (2 * batch)`. */
export function scalarCode(site: Pick<Site, "size">, { value, divisor }: Scalar): string {
  if (divisor === undefined) return String(value);
  site.size(divisor);
  return `${value} / ${dimFactor(divisor)}`;
}
