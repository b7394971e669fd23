import { describe, expect, test } from "vitest";
import { gradientsBy } from "../../compiler/4-lower/differentiate.ts";
import { bindBatch } from "../../compiler/4-lower/index.ts";
import { type Dim, productOf, showDim, substitute, symbol } from "../../compiler/ir/dim.ts";
import type { TypedNode } from "../../compiler/ir/graph.ts";
import { batchSize, type Program, type ProgramWeight, type Value } from "../../compiler/ir/program.ts";
import { range } from "../../compiler/ir/range.ts";
import { type Shape, showShape } from "../../compiler/ir/shape.ts";
import { losses } from "../../compiler/losses/index.generated.ts";
import { meanOfAll } from "../../compiler/losses/mean-over.ts";
import { ops } from "../../compiler/ops/index.generated.ts";
import { isProblem, type Op, type OpExample } from "../../compiler/ops/op.ts";
import { ProgramBuilder } from "../../compiler/primitives/builder.ts";
import { catalogueByName } from "../../diagnostics/catalogue/index.generated.ts";
import { absoluteSpan, placeOfFile } from "../../diagnostics/place.ts";
import { initialise } from "../../runtime/weights/initialise.ts";
import { checkText, modelOf } from "../support/check.ts";
import { type Feeds, interpret, type Results } from "../support/interpret.ts";
import { randomNumbers, randomTensor } from "../support/random.ts";
import { type Tensor, tensor } from "../support/tensor.ts";

const all = Object.values(ops);
const examplesOf = (kind: "good" | "bad") =>
  all.flatMap((op) =>
    op.examples[kind].map((example) => ({ title: `${example.call} on ${example.inputs.map(showShape)}`, op, example })),
  );

/** Numbers that flow in, in the tests of ranges. */
const flowing = range(-0.5, 2);
const batch = 2;

/** A whole spec around a call on one value. */
function specOf({ call, inputs: [input] }: OpExample): string {
  const role = { 1: "vector", 2: "vector", 3: "features" }[input!.length];
  return `model Small {
  input x: ${role}${showShape(input!)} in ${flowing.low}..${flowing.high}
  step = ${call}
  flatten()
  fc = linear(2)
  output nose: points[1]
}
`;
}

function nodeOf(op: Op, example: OpExample): TypedNode {
  if (op.inputs === "many") return joinOf(op, example);
  return modelOf(specOf(example)).nodes.find(({ path }) => path === "step")!;
}

/** A join of values that come from anywhere; its call has no arguments but them. */
function joinOf(op: Op, { inputs }: OpExample): TypedNode {
  const shape = op.shape(inputs, {});
  if (isProblem(shape)) throw new Error("the shape rule refuses a good example");
  const path = "step";
  const origin = { place: placeOfFile("test.kpnet"), via: [], allowed: [] };
  const type = { role: "features", shape, range: flowing } as const;
  const cost = { parameters: 0, multiplyAdds: 0, activationBytes: 0, receptiveField: undefined };
  return { path, named: true, op: op.name, parameters: {}, inputs: [], shape, weights: [], origin, type, cost };
}

describe.each(examplesOf("good"))("$title", ({ op, example }) => {
  const node = nodeOf(op, example);
  const { parameters } = node;
  const shapeOf = (inputs: readonly Shape[]) => {
    const shape = op.shape(inputs, parameters);
    if (isProblem(shape)) throw new Error("the shape rule refuses a good example");
    return shape;
  };

  test("the real shape is the one that the rule says", () => {
    const { outputs } = run(op, node, example.inputs, false);
    expect(outputs.y!.shape).toEqual([batch, ...node.shape]);
    expect(shapeOf(example.inputs)).toEqual(node.shape);
  });

  test.each([false, true])("sampled numbers stay in the range (training: %s)", (training) => {
    const { low, high } = op.range(
      example.inputs.map(() => flowing),
      parameters,
      example.inputs,
    );
    for (let seed = 1; seed <= 10; seed++) {
      const { data } = run(op, node, example.inputs, training, seed).outputs.y!;
      expect(Math.min(...data)).toBeGreaterThanOrEqual(low - 1e-9);
      expect(Math.max(...data)).toBeLessThanOrEqual(high + 1e-9);
    }
  });

  test("gradients equal central differences", () => {
    const { gradients, feeds, program } = runTraining(op, node, example.inputs);
    for (const [key, gradient] of Object.entries(gradients)) {
      const { data } = feeds.weights[key]!;
      for (const i of data.keys()) {
        const measured = difference(data, i, () => interpret(program, feeds).outputs.loss!.data[0]!);
        expect(Math.abs(gradient.data[i]! - measured), `${key}[${i}]`).toBeLessThan(1e-7);
      }
    }
  });

  test("parameters are counted as they are", () => {
    const counted = productsOf(trainedOf(op.weights(example.inputs, parameters)));
    expect(counted).toEqual(productsOf(trainedOf(node.weights)));
    expect(node.cost.parameters).toBe(counted.reduce((sum, count) => (sum as number) + (count as number), 0));
  });

  test("symbolic sizes come to the same as numbers", () => {
    const named = (size: Dim, axis: number) => (size === 1 ? 1 : symbol(`s${axis}_${showDim(size)}`));
    const symbols = example.inputs.map((shape) => shape.map(named));
    const sizes = Object.fromEntries(
      example.inputs.flatMap((shape) => shape.map((size, axis) => [`s${axis}_${showDim(size)}`, size])),
    );
    const numbers = (dims: readonly Dim[]) => dims.map((dim) => showDim(substitute(dim, sizes)));
    const symbolic = shapeOf(symbols);
    expect(numbers(symbolic)).toEqual(node.shape.map(showDim));
    expect(numbers([op.multiplyAdds(symbols, symbolic, parameters)])).toEqual([
      showDim(op.multiplyAdds(example.inputs, node.shape, parameters)),
    ]);
    expect(op.weights(symbols, parameters).map(({ shape }) => numbers(shape))).toEqual(
      op.weights(example.inputs, parameters).map(({ shape }) => shape.map(showDim)),
    );
  });
});

test.each(examplesOf("bad"))("$title is refused, once and at the step", ({ op, example }) => {
  if (op.inputs === "many") return expect(isProblem(op.shape(example.inputs, {}))).toBe(true);
  const spec = specOf(example);
  const errors = checkText(spec).diagnostics.filter(({ severity }) => severity === "error");
  expect(errors).toHaveLength(1);
  const [{ name, place }] = errors as [(typeof errors)[number]];
  expect(Object.keys(catalogueByName)).toContain(name);
  const [start, end] = [spec.indexOf("step ="), spec.indexOf("flatten()\n  fc")];
  expect(place.span.start).toBeGreaterThanOrEqual(start);
  expect(place.span.end).toBeLessThanOrEqual(end);
});

test.each([
  ["conv2d(3 -> 6, kernel: 3)", [1, 8, 8], "conv2d(1 -> 6, kernel: 3)"],
  ["linear(out_features: 512 -> 4)", [480], "linear(out_features: 480 -> 4)"],
])("the edit that %s offers makes it right", (call, input, corrected) => {
  const spec = specOf({ call, inputs: [input] });
  const { diagnostics, lookup } = checkText(spec);
  const { place, text } = diagnostics.find(({ severity }) => severity === "error")!.edit!;
  const { start, end } = absoluteSpan(place, lookup);
  expect(spec.slice(0, start) + text + spec.slice(end)).toBe(specOf({ call: corrected, inputs: [input] }));
});

test("every op has a good example, and a bad one where anything can be wrong", () => {
  for (const op of all) {
    expect(op.examples.good.length, op.name).toBeGreaterThan(0);
    const refused = [[2], [2, 2], [2, 2, 2]].filter((shape) => {
      const parameters = nodeOf(op, op.examples.good[0]!).parameters;
      return isProblem(op.shape([shape], parameters));
    });
    if (refused.length > 0) expect(op.examples.bad.length, op.name).toBeGreaterThan(0);
  }
});

/** A step by itself, with all that flows into it from outside. */
function lowered(op: Op, node: TypedNode, inputs: readonly Shape[], training: boolean) {
  const builder = new ProgramBuilder();
  const values = inputs.map((shape, index) => builder.external(`x${index}`, [batchSize, ...shape]));
  const own = op.weights(inputs, node.parameters);
  const weights = Object.fromEntries(own.map(({ name, shape }) => [name, builder.external(name, shape)]));
  builder.at("step", "forward");
  const lowering = { inputs: values, parameters: node.parameters, weights, training, shape: node.shape };
  const y = op.lower(builder, lowering);
  return {
    builder,
    values,
    y,
    weights: own.map(({ name, ...rest }) => ({ ...rest, key: name, value: weights[name]! })),
  };
}

/** An input as a weight, so that there is a gradient by it. */
function asWeight(value: Value): ProgramWeight {
  return { key: value.name, value, initialisation: { kind: "constant", value: 0 }, trainable: true };
}

/** Random numbers for what is trained; a buffer holds what it begins with. */
function numbersFor({ key, value, initialisation, trainable }: ProgramWeight, seed: number): Tensor {
  const shape = value.shape as number[];
  if (trainable) return randomTensor(shape, seed);
  return tensor(shape, initialise([{ key, shape, initialisation }], seed).get(key)!);
}

/** Runs a step on random numbers: inputs within `flowing`, whose ends are among them, weights within their bounds. */
function run(op: Op, node: TypedNode, inputs: readonly Shape[], training: boolean, seed = 1): Results {
  const { builder, values, weights, y } = lowered(op, node, inputs, training);
  const program: Program = {
    ...emptyProgram,
    inputs: values,
    weights,
    masks: builder.masks,
    instructions: builder.instructions,
    outputs: [{ name: "y", value: y }],
  };
  const bound = bindBatch(program, batch);
  return interpret(bound, {
    inputs: bound.inputs.map(({ shape }) => sampled(shape as number[], seed)),
    weights: Object.fromEntries(bound.weights.map((weight) => [weight.key, numbersFor(weight, seed)])),
    masks: masksOf(bound, seed),
  });
}

/** The same with the mean of squares against a random target, and gradients by all inputs and trained weights. */
function runTraining(op: Op, node: TypedNode, inputs: readonly Shape[]) {
  const { builder, values, weights, y } = lowered(op, node, inputs, true);
  const all = [...values.map(asWeight), ...weights];
  const moved = all.filter(({ trainable }) => trainable);
  const target = builder.external("target", y.shape);
  builder.at("loss", "forward");
  const loss = meanOfAll(builder, losses.mse.lower(builder, y, target, {}));
  const program: Program = {
    ...emptyProgram,
    inputs: [target],
    weights: all,
    gradients: gradientsBy(builder, loss, moved, new Map()),
    masks: builder.masks,
    instructions: builder.instructions,
    outputs: [{ name: "loss", value: loss }],
  };
  const bound = bindBatch(program, batch);
  const feeds: Feeds = {
    inputs: bound.inputs.map(({ shape }) => randomTensor(shape as number[], 7)),
    weights: Object.fromEntries(bound.weights.map((weight, index) => [weight.key, numbersFor(weight, index + 1)])),
    masks: masksOf(bound, 3),
  };
  return { program: bound, feeds, gradients: interpret(bound, feeds).gradients };
}

function trainedOf(weights: readonly { readonly shape: Shape; readonly trainable: boolean }[]): readonly Shape[] {
  return weights.filter(({ trainable }) => trainable).map(({ shape }) => shape);
}

const emptyProgram: Program = {
  format: "kpnet-program/1",
  name: "test",
  kind: "training",
  inputs: [],
  weights: [],
  masks: [],
  instructions: [],
  outputs: [],
  gradients: [],
  updates: [],
};

function sampled(shape: readonly number[], seed: number): Tensor {
  const { data } = randomTensor(shape, seed);
  const numbers = data.map((x) => flowing.low + ((x + 1) / 2) * (flowing.high - flowing.low));
  numbers[0] = flowing.low;
  numbers[numbers.length - 1] = flowing.high;
  return { shape, data: numbers };
}

function masksOf({ masks }: Program, seed: number): Record<string, Tensor> {
  const random = randomNumbers(seed);
  return Object.fromEntries(
    masks.map(({ path, value, probability }) => {
      const { shape, data } = randomTensor(value.shape as number[], seed);
      return [path, { shape, data: data.map(() => (random() < probability ? 0 : 1 / (1 - probability))) }];
    }),
  );
}

function difference(data: Float64Array, i: number, f: () => number): number {
  const step = 1e-5;
  const value = data[i]!;
  data[i] = value + step;
  const above = f();
  data[i] = value - step;
  const below = f();
  data[i] = value;
  return (above - below) / (2 * step);
}

function productsOf(shapes: readonly Shape[]): readonly Dim[] {
  return shapes.map((shape) => productOf(shape));
}
