import { type Dim, mulDim } from "../../ir/dim.ts";
import type { Instruction, Program, Value } from "../../ir/program.ts";
import { sameShape } from "../../ir/shape.ts";
import type { ConstantAttributes } from "../../primitives/constant.ts";
import { binaryShape } from "../../primitives/elementwise-rules.ts";
import { primitivesByName } from "../../primitives/index.generated.ts";
import { type MakerOf, type Rewritten, rewrite } from "./rewrite.ts";

/**
 * What is known at compile time: products of constants become constants, a factor of 1 vanishes, and an elementwise
 * primitive takes a constant as the one number that it is, not repeated to a shape first.
 */
export function foldConstants(program: Program): Program {
  return rewrite(program, (instruction, makerOf) => {
    const binary = primitivesByName[instruction.primitive]?.shape === binaryShape;
    if (!binary) return { instruction };
    const slim = { ...instruction, inputs: withBareConstants(instruction, makerOf) };
    return instruction.primitive === "mul" ? foldedProduct(slim, makerOf) : { instruction: slim };
  });
}

function withBareConstants({ inputs, outputs }: Instruction, makerOf: MakerOf): readonly Value[] {
  const bare = inputs.map((input) => scalarBehind(input, makerOf) ?? input);
  // Both at once could lose the shape; then one of them keeps it.
  for (const candidate of [bare, [bare[0]!, inputs[1]!], [inputs[0]!, bare[1]!]]) {
    const [shape] = binaryShape(candidate.map((value) => value.shape));
    if (sameShape(shape!, outputs[0]!.shape)) return candidate;
  }
  return inputs;
}

/** The constant that a value is a reshaped or repeated form of. */
function scalarBehind(value: Value, makerOf: MakerOf): Value | undefined {
  const maker = makerOf(value);
  if (maker?.primitive === "constant") return value;
  if (maker?.primitive === "reshape" || maker?.primitive === "broadcast_to")
    return scalarBehind(maker.inputs[0]!, makerOf);
  return undefined;
}

function foldedProduct(product: Instruction, makerOf: MakerOf): Rewritten {
  const [left, right] = product.inputs.map((input) => constantOf(input, makerOf));
  if (left !== undefined && right !== undefined)
    return { instruction: { ...product, primitive: "constant", inputs: [], attributes: multiplied(left, right) } };
  for (const [factor, other] of [
    [left, product.inputs[1]!],
    [right, product.inputs[0]!],
  ] as const) {
    const vanishes = factor?.value === 1 && factor.divisor === undefined;
    if (vanishes && sameShape(other.shape, product.outputs[0]!.shape)) return { value: other };
  }
  return { instruction: product };
}

function constantOf(value: Value, makerOf: MakerOf): ConstantAttributes | undefined {
  const maker = makerOf(value);
  return maker?.primitive === "constant" ? (maker.attributes as ConstantAttributes) : undefined;
}

function multiplied(a: ConstantAttributes, b: ConstantAttributes): ConstantAttributes {
  const value = a.value * b.value;
  if (a.divisor === undefined && b.divisor === undefined) return { value };
  return { value, divisor: mulDim(divisorOf(a), divisorOf(b)) };
}

function divisorOf({ divisor }: ConstantAttributes): Dim {
  return divisor ?? 1;
}
