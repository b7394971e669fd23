import type { Reference } from "./interpret.ts";
import { indicesAt, positionOf, type Tensor, zeros } from "./tensor.ts";

function each(of: (x: number) => number): Reference {
  return ([x]) => [{ shape: x!.shape, data: x!.data.map(of) }];
}

function pairs(of: (a: number, b: number) => number): Reference {
  return ([a, b]) => {
    const result = zeros(commonShape(a!, b!));
    for (let i = 0; i < result.data.length; i++) {
      const indices = indicesAt(result.shape, i);
      result.data[i] = of(a!.data[positionOf(a!.shape, indices)]!, b!.data[positionOf(b!.shape, indices)]!);
    }
    return [result];
  };
}

function commonShape(a: Tensor, b: Tensor): number[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, i) => Math.max(a.shape.at(i - rank) ?? 1, b.shape.at(i - rank) ?? 1));
}

export const elementwise: Readonly<Record<string, Reference>> = {
  constant: (_inputs, { value }: { value: number }) => [{ shape: [], data: Float64Array.of(value) }],
  add: pairs((a, b) => a + b),
  sub: pairs((a, b) => a - b),
  mul: pairs((a, b) => a * b),
  minimum: pairs(Math.min),
  greater: pairs((a, b) => (a > b ? 1 : 0)),
  neg: each((x) => -x),
  abs: each(Math.abs),
  sign: each(Math.sign),
  square: each((x) => x * x),
  relu: each((x) => Math.max(x, 0)),
  leaky_relu: (inputs, { slope }: { slope: number }) => each((x) => (x > 0 ? x : slope * x))(inputs, {} as never),
  rsqrt: (inputs, { eps }: { eps: number }) => each((x) => 1 / Math.sqrt(x + eps))(inputs, {} as never),
  batch_norm([x, mean, variance, weight, bias], { eps }: { eps: number }) {
    const area = x!.shape.slice(2).reduce((product, size) => product * size, 1);
    const data = x!.data.map((value, i) => {
      const channel = Math.floor(i / area) % x!.shape[1]!;
      const standard = (value - mean!.data[channel]!) / Math.sqrt(variance!.data[channel]! + eps);
      return standard * weight!.data[channel]! + bias!.data[channel]!;
    });
    return [{ shape: x!.shape, data }];
  },
  sigmoid: each((x) => 1 / (1 + Math.exp(-x))),
  tanh: each(Math.tanh),
  exp: each(Math.exp),
  log: (inputs, { eps }: { eps: number }) => each((x) => Math.log(x + eps))(inputs, {} as never),
  erf: each(erf),
};

/** The error function to double precision: its Taylor series near 0, the continued fraction of erfc further out. */
function erf(x: number): number {
  if (x < 0) return -erf(-x);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 60; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let tail = x;
  for (let n = 60; n > 0; n--) tail = x + n / 2 / tail;
  return 1 - Math.exp(-x * x) / (tail * Math.sqrt(Math.PI));
}
