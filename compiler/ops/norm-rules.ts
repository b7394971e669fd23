import { float } from "../ir/parameters.ts";
import type { Value } from "../ir/program.ts";
import type { Shape } from "../ir/shape.ts";
import { add } from "../primitives/add.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { mul } from "../primitives/mul.ts";
import { reduce_mean } from "../primitives/reduce_mean.ts";
import { keptShape } from "../primitives/reduction-rules.ts";
import { reshape } from "../primitives/reshape.ts";
import { rsqrt } from "../primitives/rsqrt.ts";
import { square } from "../primitives/square.ts";
import { sub } from "../primitives/sub.ts";
import type { OpWeight } from "./op.ts";

export const normEps = float({
  doc: "Added to the variance, so that nothing is divided by 0.",
  exclusiveMinimum: 0,
  default: 1e-5,
});

/** A weight that begins as 1 and a bias that begins as 0, as in PyTorch's norms. */
export function affineWeights(shape: Shape): OpWeight[] {
  return [
    { name: "weight", shape, initialisation: { kind: "constant", value: 1 }, trainable: true },
    { name: "bias", shape, initialisation: { kind: "constant", value: 0 }, trainable: true },
  ];
}

/** (x - mean) / sqrt(variance + eps), both over these axes; the variance is the biased one. */
export function normalised(b: ProgramBuilder, x: Value, axes: readonly number[], eps: number): Value {
  const kept = (value: Value) => b.apply(reshape, [value], { shape: keptShape(x.shape, axes) });
  const centred = b.apply(sub, [x, kept(b.apply(reduce_mean, [x], { axes }))], {});
  const variance = b.apply(reduce_mean, [b.apply(square, [centred], {})], { axes });
  return b.apply(mul, [centred, kept(b.apply(rsqrt, [variance], { eps }))], {});
}

/** x * weight + bias, where a step has these; `shape` is what they broadcast by. */
export function affine(b: ProgramBuilder, x: Value, weights: Readonly<Record<string, Value>>, shape: Shape): Value {
  if (weights.weight === undefined || weights.bias === undefined) return x;
  const scaled = b.apply(mul, [x, b.apply(reshape, [weights.weight], { shape })], {});
  return b.apply(add, [scaled, b.apply(reshape, [weights.bias], { shape })], {});
}
