import type { Instruction, Program, Value } from "../../ir/program.ts";
import type { AvgPool2dGradAttributes } from "../../primitives/avg_pool2d_grad.ts";

/**
 * A bias before a pool: summing the pool's input gradient over height and width gives what summing the gradient of its
 * result gives, since every number of that lands in the input exactly once; and there are fewer of them.
 */
export function pooledBiasGradient(program: Program): Program {
  const makers = new Map<string, Instruction>(
    program.instructions.flatMap((instruction) => instruction.outputs.map((output) => [output.name, instruction])),
  );
  const instructions = program.instructions.map((instruction) => {
    const pooled = pooledSource(instruction, makers);
    return pooled === undefined ? instruction : { ...instruction, inputs: [pooled] };
  });
  return { ...program, instructions };
}

/** What a sum over height and width may take in the place of a pool's input gradient. */
function pooledSource(sum: Instruction, makers: ReadonlyMap<string, Instruction>): Value | undefined {
  if (sum.primitive !== "reduce_sum") return undefined;
  const axes = sum.attributes.axes as readonly number[];
  if (!axes.includes(2) || !axes.includes(3)) return undefined;
  const maker = makers.get(sum.inputs[0]!.name);
  return maker !== undefined && landsWhole(maker) ? maker.inputs[0] : undefined;
}

function landsWhole({ primitive, attributes }: Instruction): boolean {
  if (primitive === "max_pool2d_grad") return true;
  // What an average pool hands to padding is lost.
  if (primitive !== "avg_pool2d_grad") return false;
  const { before, after } = attributes as AvgPool2dGradAttributes;
  return [...before, ...after].every((size) => size === 0);
}
