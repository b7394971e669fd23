import { InternalError } from "../ir/internal-error.ts";
import type { Instruction, ProgramWeight, Value } from "../ir/program.ts";
import { add } from "../primitives/add.ts";
import { broadcast_to } from "../primitives/broadcast_to.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";
import { constant } from "../primitives/constant.ts";
import { primitivesByName } from "../primitives/index.generated.ts";
import { gradientName, type ValueNames } from "./name-values.ts";

/**
 * Reverse mode: walks the code so far from its end, and appends to it the gradient of `loss` (of shape []) by whatever
 * leads to it from a weight. Gives the gradient by each weight; that of one which does not reach the loss is zero.
 * Values that have a name get one for their gradient.
 */
export function gradientsBy(
  builder: ProgramBuilder,
  loss: Value,
  weights: readonly ProgramWeight[],
  names: ValueNames,
): { key: string; value: Value }[] {
  const forward = [...builder.instructions];
  const wanted = dependents(
    forward,
    weights.map((weight) => weight.value),
  );
  builder.at("loss", "backward");
  const gradients = new Map<string, Value>([[loss.name, builder.apply(constant, [], { value: 1 })]]);
  for (const instruction of forward.reverse()) {
    const given = instruction.outputs.map((output) => gradients.get(output.name));
    if (given.every((gradient) => gradient === undefined)) continue;
    builder.at(instruction.path, "backward");
    const contributions = gradientsThrough(builder, instruction, given);
    instruction.inputs.forEach((input, index) => {
      const contribution = contributions[index];
      if (contribution === undefined || !wanted.has(input.name)) return;
      const sum = gradients.get(input.name);
      gradients.set(input.name, sum === undefined ? contribution : builder.apply(add, [sum, contribution], {}));
    });
  }
  for (const [name, gradient] of gradients) {
    const plain = names.get(name);
    if (plain !== undefined && !names.has(gradient.name)) names.set(gradient.name, gradientName(plain));
  }
  return weights.map(({ key, value }) => ({ key, value: gradients.get(value.name) ?? zeros(builder, value) }));
}

/** Names of the values themselves and of all that is computed from them. */
function dependents(instructions: readonly Instruction[], values: readonly Value[]): ReadonlySet<string> {
  const names = new Set(values.map((value) => value.name));
  for (const { inputs, outputs } of instructions) {
    if (!inputs.some((input) => names.has(input.name))) continue;
    for (const output of outputs) names.add(output.name);
  }
  return names;
}

function gradientsThrough(
  builder: ProgramBuilder,
  { primitive, inputs, outputs, attributes, path }: Instruction,
  given: readonly (Value | undefined)[],
): readonly (Value | undefined)[] {
  const rule = primitivesByName[primitive]?.gradient;
  if (rule === undefined) throw new InternalError(`${primitive} has no gradient rule`, "4-lower", path);
  return rule(builder, { inputs, outputs, attributes }, given);
}

function zeros(builder: ProgramBuilder, like: Value): Value {
  return builder.apply(broadcast_to, [builder.apply(constant, [], { value: 0 })], { shape: like.shape });
}
