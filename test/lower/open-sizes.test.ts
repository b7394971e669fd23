import { expect, test } from "vitest";
import { bindBatch, lowerInference } from "../../compiler/4-lower/index.ts";
import { type SymbolicDim, substitute, symbol } from "../../compiler/ir/dim.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import type { Program } from "../../compiler/ir/program.ts";
import type { Shape } from "../../compiler/ir/shape.ts";
import { chain } from "../support/chain.ts";
import { interpret } from "../support/interpret.ts";
import { randomTensor } from "../support/random.ts";
import { relativeError } from "../support/tensor.ts";

const steps: readonly (readonly [op: string, parameters: ParameterValues])[] = [
  ["maxpool2d", { kernel: [3, 3], stride: [2, 2], padding: [1, 1] }],
  ["maxpool2d", { kernel: [3, 3], stride: [1, 1], padding: [1, 1], dilation: [1, 2] }],
  ["maxpool2d", { kernel: [3, 2], stride: [2, 3], padding: [1, 1], ceil_mode: true }],
  ["avgpool2d", { kernel: [3, 3], stride: [2, 2], padding: [1, 1] }],
  ["avgpool2d", { kernel: [3, 3], stride: [2, 2], padding: [1, 1], count_include_pad: false }],
  ["avgpool2d", { kernel: [3, 2], stride: [2, 3], padding: [1, 1], ceil_mode: true }],
  ["avgpool2d", { kernel: [3, 3], stride: [2, 2], padding: [1, 0], ceil_mode: true, count_include_pad: false }],
  ["avgpool2d", { kernel: [2, 2], stride: [2, 2], padding: [1, 1], ceil_mode: true, divisor_override: 3 }],
  ["soft_argmax2d", {}],
];

test.each(steps)("%s of open sizes gives what it gives of known ones: %o", (op, parameters) => {
  const program = (sizes: Shape) => {
    const features = chain([2, ...sizes], [{ path: "step", op, parameters }], { role: "features", shape: [] });
    const shape = features.nodes[0]!.shape;
    return lowerInference({ ...features, outputs: [{ ...features.outputs[0]!, shape }] });
  };
  const open = program([symbol("H"), symbol("W")]);
  for (const [H, W] of [
    [4, 5],
    [5, 8],
    [7, 6],
  ] as const) {
    const feeds = { inputs: [randomTensor([2, 2, H, W], 3)], weights: {} };
    const expected = interpret(bindBatch(program([H, W]), 2), feeds).outputs.result!;
    const found = interpret(bindBatch(atSizes(open, { H, W }), 2), feeds).outputs.result!;
    expect(found.shape).toEqual(expected.shape);
    expect(relativeError(found, expected)).toBeLessThan(1e-12);
  }
});

/** The same program with numbers for its sizes, wherever they stand in it. */
function atSizes(program: Program, sizes: Readonly<Record<string, number>>): Program {
  const bound = (data: unknown): unknown => {
    if (typeof data !== "object" || data === null) return data;
    if (Array.isArray(data)) return data.map(bound);
    if ("terms" in data) return substitute(data as SymbolicDim, sizes);
    return Object.fromEntries(Object.entries(data).map(([name, item]) => [name, bound(item)]));
  };
  return bound(program) as Program;
}
