import type { Instruction, Program } from "../../ir/program.ts";

/** Leaves out instructions none of whose results reaches an output, a gradient or an update. */
export function removeDeadCode(program: Program): Program {
  const needed = new Set([...program.outputs, ...program.gradients, ...program.updates].map(({ value }) => value.name));
  const kept: Instruction[] = [];
  for (const instruction of [...program.instructions].reverse()) {
    if (!instruction.outputs.some((output) => needed.has(output.name))) continue;
    kept.push(instruction);
    for (const input of instruction.inputs) needed.add(input.name);
  }
  return { ...program, instructions: kept.reverse() };
}
