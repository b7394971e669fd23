import type { Instruction, Program, Value } from "../../../compiler/ir/program.ts";
import type { Decisions } from "../../support/networks.ts";
import { countOf, type Tensor, zeros } from "../../support/tensor.ts";

/** A program that takes one more input for each ReLU, and what to give it. */
export interface ForcedProgram {
  readonly program: Program;
  readonly inputs: readonly Tensor[];
}

/**
 * A training program whose ReLUs decide about numbers near 0 as PyTorch did in float64, forward and backward; about all others,
 * for themselves. What is left of the difference from float64 is rounding alone.
 */
export function forceDecisions(program: Program, decisions: readonly Decisions[], batch: number): ForcedProgram {
  const inputs: Value[] = [];
  const tensors: Tensor[] = [];
  /** By the name of a ReLU's result: 1 where it lets through. */
  const kept = new Map<string, Value>();
  /** By the name of a result that is no longer made: what stands for it. */
  const instead = new Map<string, Value>();
  const instructions = program.instructions.flatMap((original): readonly Instruction[] => {
    const instruction = { ...original, inputs: original.inputs.map((value) => instead.get(value.name) ?? value) };
    const [first] = instruction.inputs;
    if (instruction.primitive === "greater" && kept.has(first!.name)) {
      instead.set(instruction.outputs[0]!.name, kept.get(first!.name)!);
      return [];
    }
    if (instruction.primitive !== "relu") return [instruction];
    const decided = forcedRelu(instruction, inputs.length);
    inputs.push(decided.push);
    tensors.push(pushes(decisions[tensors.length]!, [batch, ...(first!.shape.slice(1) as number[])]));
    kept.set(instruction.outputs[0]!.name, decided.kept);
    return decided.instructions;
  });
  return { program: { ...program, instructions, inputs: [...program.inputs, ...inputs] }, inputs: tensors };
}

/** y = x * kept, kept = x + push > 0. */
function forcedRelu({ inputs: [x], outputs, path, pass }: Instruction, index: number) {
  const value = (name: string, shape = x!.shape): Value => ({ name: `${name} ${index}`, shape });
  const [push, pushed, zero, kept] = [value("push"), value("pushed"), value("zero", []), value("kept")];
  const apply = (primitive: string, taken: readonly Value[], made: Value, attributes = {}): Instruction => {
    return { primitive, inputs: taken, outputs: [made], attributes, path, pass };
  };
  const instructions = [
    apply("constant", [], zero, { value: 0 }),
    apply("add", [x!, push], pushed),
    apply("greater", [pushed, zero], kept),
    apply("mul", [x!, kept], outputs[0]!),
  ];
  return { push, kept, instructions };
}

/** What takes a number to its side of 0, however near it lies. */
function pushes({ count, on, off }: Decisions, shape: readonly number[]): Tensor {
  if (countOf(shape) !== count) throw new Error(`PyTorch's ReLU saw ${count} numbers, this one sees [${shape}]`);
  const tensor = zeros(shape);
  for (const index of on) tensor.data[index] = 1e6;
  for (const index of off) tensor.data[index] = -1e6;
  return tensor;
}
