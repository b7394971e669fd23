import type { Instruction, Value } from "../../ir/program.ts";

/** Gives each step its own copy of the constants that it takes from another, so that no function is handed a constant. */
export function withOwnConstants(instructions: readonly Instruction[]): Instruction[] {
  const constants = new Map<string, Instruction>();
  const result: Instruction[] = [];
  const copied = new Map<string, Value>();
  for (const instruction of instructions) {
    if (instruction.primitive === "constant") constants.set(instruction.outputs[0]!.name, instruction);
    const { path, pass } = instruction;
    const inputs = instruction.inputs.map((value) => {
      const constant = constants.get(value.name);
      if (constant === undefined || (constant.path === path && constant.pass === pass)) return value;
      const key = `${value.name} ${pass} ${path}`;
      const known = copied.get(key);
      if (known !== undefined) return known;
      const copy = { ...value, name: `${pass === "forward" ? "" : "d_"}${path}.${900 + copied.size}` };
      copied.set(key, copy);
      result.push({ ...constant, outputs: [copy], path, pass });
      return copy;
    });
    result.push({ ...instruction, inputs });
  }
  return result;
}
