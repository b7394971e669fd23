import type { Instruction, Program } from "../../ir/program.ts";

/** tfjs finds the places that won in a max-pool by x and y, so the indices are never made, and nothing is to take them. */
export function withoutIndices(program: Program): Program {
  const instructions = program.instructions.map((instruction): Instruction => {
    const { primitive, inputs, outputs } = instruction;
    if (primitive === "max_pool2d") return { ...instruction, outputs: outputs.slice(0, 1) };
    if (primitive !== "max_pool2d_grad") return instruction;
    const [dy, , x, y] = inputs;
    return { ...instruction, inputs: [dy!, x!, x!, y!] };
  });
  return { ...program, instructions };
}
