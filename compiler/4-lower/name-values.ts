import type { Program, Value } from "../ir/program.ts";

/** Plain names that values should get, by the names that the builder gave them. */
export type ValueNames = Map<string, string>;

/** `d_conv1` is the gradient of the loss by the result of conv1, `d_conv1.weight` that by its weight. */
export function gradientName(name: string): string {
  return `d_${name}`;
}

/** `next_bn1.running_mean` is what that buffer becomes after a training step. */
export function nextName(key: string): string {
  return `next_${key}`;
}

/**
 * Gives the results of steps, the loss and the gradients the names that a reader expects. A name that two values should
 * have goes to the first; the other keeps its number.
 */
export function nameValues(program: Program, wanted: ReadonlyMap<string, string>): Program {
  const { inputs, weights, masks, instructions } = program;
  const external = [...inputs, ...[...weights, ...masks].map(({ value }) => value)];
  const made = instructions.flatMap(({ outputs }) => outputs);
  const taken = new Set([...external, ...made].map(({ name }) => name));
  const names = new Map<string, string>();
  for (const { name } of made) {
    const plain = wanted.get(name);
    if (plain === undefined || taken.has(plain)) continue;
    taken.add(plain);
    names.set(name, plain);
  }
  const named = (value: Value): Value => ({ ...value, name: names.get(value.name) ?? value.name });
  const held = <T extends { readonly value: Value }>(holder: T): T => ({ ...holder, value: named(holder.value) });
  return {
    ...program,
    instructions: instructions.map((instruction) => ({
      ...instruction,
      inputs: instruction.inputs.map(named),
      outputs: instruction.outputs.map(named),
    })),
    outputs: program.outputs.map(held),
    gradients: program.gradients.map(held),
    updates: program.updates.map(held),
  };
}
