import type { Instruction, Program } from "../../ir/program.ts";
import { sameShape } from "../../ir/shape.ts";
import { type MakerOf, type Rewritten, rewrite } from "./rewrite.ts";

/** Drops reshapes and broadcasts to the shape that is there already, and makes one reshape of several in a row. */
export function foldShapes(program: Program): Program {
  return rewrite(program, folded);
}

function folded(instruction: Instruction, makerOf: MakerOf): Rewritten {
  const { primitive, inputs, outputs } = instruction;
  if (primitive !== "reshape" && primitive !== "broadcast_to") return { instruction };
  const source = inputs[0]!;
  if (sameShape(source.shape, outputs[0]!.shape)) return { value: source };
  const earlier = makerOf(source);
  if (primitive !== "reshape" || earlier?.primitive !== "reshape") return { instruction };
  const first = earlier.inputs[0]!;
  return sameShape(first.shape, outputs[0]!.shape)
    ? { value: first }
    : { instruction: { ...instruction, inputs: [first] } };
}
