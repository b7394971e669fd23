import { type Dim, isKnown, type SymbolicDim, substitute } from "../ir/dim.ts";
import type { Attributes, Instruction, Program, Value } from "../ir/program.ts";

/** The same program for batches of `count` examples: the batch axis is that number everywhere. */
export function bindBatch(program: Program, count: number): Program {
  const value = (symbolic: Value): Value => ({ ...symbolic, shape: symbolic.shape.map((dim) => bindDim(dim, count)) });
  const held = <T extends { readonly value: Value }>(holder: T): T => ({ ...holder, value: value(holder.value) });
  const bound = (instruction: Instruction): Instruction => ({
    ...instruction,
    inputs: instruction.inputs.map(value),
    outputs: instruction.outputs.map(value),
    attributes: bindAttributes(instruction, count),
  });
  return {
    ...program,
    inputs: program.inputs.map(value),
    weights: program.weights.map(held),
    masks: program.masks.map(held),
    instructions: program.instructions.map(bound),
    outputs: program.outputs.map(held),
    gradients: program.gradients.map(held),
    updates: program.updates.map(held),
  };
}

function bindDim(dim: Dim, count: number): Dim {
  return substitute(dim, { batch: count });
}

function bindAttributes({ primitive, attributes }: Instruction, count: number): Attributes {
  const bound = bindAll(attributes, count) as Attributes;
  if (primitive !== "constant" || !isKnown((bound.divisor ?? 1) as Dim)) return bound;
  return { value: (bound.value as number) / ((bound.divisor ?? 1) as number) };
}

/** Attributes are plain data; sizes stand anywhere in them. */
function bindAll(data: unknown, count: number): unknown {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map((item) => bindAll(item, count));
  if ("terms" in data) return bindDim(data as SymbolicDim, count);
  return Object.fromEntries(Object.entries(data).map(([name, item]) => [name, bindAll(item, count)]));
}
