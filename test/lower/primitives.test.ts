import { describe, expect, test } from "vitest";
import { bindBatch } from "../../compiler/4-lower/index.ts";
import type { Attributes, Program, Value } from "../../compiler/ir/program.ts";
import { ProgramBuilder } from "../../compiler/primitives/builder.ts";
import { primitives } from "../../compiler/primitives/index.generated.ts";
import type { Primitive } from "../../compiler/primitives/primitive.ts";
import { applyPrimitive, interpret, referenceNames } from "../support/interpret.ts";
import { randomTensor } from "../support/random.ts";
import type { Tensor } from "../support/tensor.ts";

const all = Object.values(primitives) as unknown as readonly Primitive[];

const examples = all.flatMap((primitive) =>
  primitive.examples.map(({ inputs, attributes }) => ({
    title: `${primitive.name} ${JSON.stringify(inputs)} ${JSON.stringify(attributes)}`,
    primitive,
    attributes,
    operands: inputs.map((shape, index) => randomTensor(shape as number[], index + 1)),
  })),
);

test("the reference computes exactly the closed set", () => {
  expect([...referenceNames].sort()).toEqual(Object.keys(primitives).sort());
});

test.each(examples)("shape rule of $title", ({ primitive, operands, attributes }) => {
  const shapes = primitive.shape(
    operands.map(({ shape }) => shape),
    attributes,
  );
  expect(applyPrimitive(primitive.name, operands, attributes).map(({ shape }) => shape)).toEqual(shapes);
});

describe("gradient rules equal central differences", () => {
  const ruled = examples.filter(({ primitive }) => primitive.gradient !== undefined);
  test.each(ruled)("$title", ({ primitive, operands, attributes }) => {
    const result = applyPrimitive(primitive.name, operands, attributes)[0]!;
    const dy = randomTensor(result.shape, 9);
    const gradients = gradientsByRule(primitive, operands, attributes, dy);
    operands.forEach((operand, index) => {
      const measured = centralDifferences(operand, () =>
        dot(applyPrimitive(primitive.name, operands, attributes)[0]!, dy),
      );
      const ruled = gradients[index]?.data ?? new Float64Array(measured.length);
      expect(ruled.length).toBe(measured.length);
      for (const [i, value] of measured.entries()) expect(Math.abs(ruled[i]! - value)).toBeLessThan(1e-6);
    });
  });
});

/** What a primitive's gradient rule writes, run. */
function gradientsByRule(
  primitive: Primitive,
  operands: readonly Tensor[],
  attributes: Attributes,
  dy: Tensor,
): readonly (Tensor | undefined)[] {
  const b = new ProgramBuilder();
  b.at("step", "forward");
  const inputs = operands.map(({ shape }, index) => b.external(`x${index}`, shape));
  const outputs = b.applyAll(primitive, inputs, attributes);
  const given = b.external("dy", dy.shape);
  b.at("step", "backward");
  const gradients = primitive.gradient!(b, { inputs, outputs, attributes }, [given]);
  const { values } = interpret(bindBatch(programOf(b, [...inputs, given]), 1), {
    inputs: [...operands, dy],
    weights: {},
  });
  return gradients.map((gradient) => gradient && values.get(gradient.name));
}

function programOf({ instructions }: ProgramBuilder, inputs: readonly Value[]): Program {
  const nothing = { weights: [], masks: [], outputs: [], gradients: [], updates: [] };
  return { format: "kpnet-program/1", name: "test", kind: "inference", inputs, instructions, ...nothing };
}

/** d f / d x, number by number; x is moved in place and put back. */
function centralDifferences({ data }: Tensor, f: () => number): number[] {
  const step = 1e-5;
  return [...data].map((value, i) => {
    data[i] = value + step;
    const above = f();
    data[i] = value - step;
    const below = f();
    data[i] = value;
    return (above - below) / (2 * step);
  });
}

function dot(a: Tensor, b: Tensor): number {
  return a.data.reduce((sum, value, i) => sum + value * b.data[i]!, 0);
}
