import type { Instruction, Program, Value } from "../../ir/program.ts";

/** What becomes of an instruction: another one with the same outputs, or a value that stands for its only output. */
export type Rewritten = { readonly instruction: Instruction } | { readonly value: Value };

/** The instruction that makes a value; undefined for inputs, weights and masks. */
export type MakerOf = (value: Value) => Instruction | undefined;

/**
 * Goes once through a program, first to last. `rule` sees each instruction with its inputs already rewritten; it
 * never gives a value for an instruction with several results.
 */
export function rewrite(program: Program, rule: (instruction: Instruction, makerOf: MakerOf) => Rewritten): Program {
  const standIns = new Map<string, Value>();
  const makers = new Map<string, Instruction>();
  const current = (value: Value): Value => standIns.get(value.name) ?? value;
  const held = <T extends { readonly value: Value }>(holder: T): T => ({ ...holder, value: current(holder.value) });
  const instructions: Instruction[] = [];
  for (const original of program.instructions) {
    const instruction = { ...original, inputs: original.inputs.map(current) };
    const rewritten = rule(instruction, (value) => makers.get(value.name));
    if ("value" in rewritten) {
      standIns.set(original.outputs[0]!.name, rewritten.value);
      continue;
    }
    instructions.push(rewritten.instruction);
    for (const output of rewritten.instruction.outputs) makers.set(output.name, rewritten.instruction);
  }
  return {
    ...program,
    instructions,
    outputs: program.outputs.map(held),
    gradients: program.gradients.map(held),
    updates: program.updates.map(held),
  };
}
