import { isKnown, showDim } from "../../ir/dim.ts";
import { InternalError } from "../../ir/internal-error.ts";
import type { Program, Value } from "../../ir/program.ts";
import { GraphWriter } from "./graph-writer.ts";
import type { OnnxGraph, OnnxPort } from "./model.ts";
import { spellingsByName } from "./primitives/index.generated.ts";

/**
 * A program in ONNX. The batch stays symbolic, so one graph serves every batch size. Its inputs are the program's inputs,
 * masks and weights; its outputs are the program's outputs, gradients and updates; all under the names of their values.
 */
export function onnxGraph(program: Program, doc: string): OnnxGraph {
  const onnx = new GraphWriter(program);
  for (const instruction of program.instructions) {
    const spell = spellingsByName[instruction.primitive];
    if (spell === undefined)
      throw new InternalError(`no ONNX for the primitive ${instruction.primitive}`, program.name, instruction.path);
    onnx.serve(instruction);
    spell(onnx, instruction);
  }
  const outside = [...program.masks, ...program.weights].map(({ value }) => value);
  const results = [...program.outputs, ...program.gradients, ...program.updates].map(({ value }) => value);
  return onnx.finish({
    name: program.name,
    doc,
    inputs: [...program.inputs, ...outside].map(portOf),
    outputs: [...new Map(results.map((value) => [value.name, value])).values()].map(portOf),
  });
}

function portOf({ name, shape }: Value): OnnxPort {
  return { name, shape: shape.map((dim) => (isKnown(dim) ? dim : showDim(dim))) };
}
