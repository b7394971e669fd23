import type { Attributes, Value } from "../../ir/program.ts";
import type { GraphWriter } from "./graph-writer.ts";

/** One instruction, as its spelling sees it. */
export interface Spelled<A extends Attributes = Attributes> {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: A;
}

/**
 * How a primitive is said in ONNX: adds nodes whose last ones give the instruction's results, under their names. It may
 * leave out a result that nothing takes.
 */
export type Spelling<A extends Attributes = Attributes> = (onnx: GraphWriter, instruction: Spelled<A>) => void;

/** Lets a spelling name its attributes' type, and gives all of them the same wide type in the registry. */
export function spelling<A extends Attributes>(spell: Spelling<A>): Spelling {
  return spell as unknown as Spelling;
}

/** The primitive is one operator of ONNX that takes and gives the same. */
export function operator(opType: string): Spelling {
  return (onnx, { inputs, outputs }) => {
    onnx.node(
      opType,
      inputs.map((input) => input.name),
      { outputs: [outputs[0]!.name] },
    );
  };
}
