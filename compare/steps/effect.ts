import type { TypedNode } from "../../compiler/ir/graph.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import { batchSize, type Value } from "../../compiler/ir/program.ts";
import { type Shape, sameShape } from "../../compiler/ir/shape.ts";
import { opsByName } from "../../compiler/ops/index.generated.ts";
import { isProblem } from "../../compiler/ops/op.ts";
import { ProgramBuilder } from "../../compiler/primitives/builder.ts";
import { isEqual } from "../../lib/equal.ts";
import type { StepPair } from "./match.ts";

/** Whether the trained network would give the same without the step, as of dropout. */
export function isIdleInUse(step: TypedNode, inputs: readonly Shape[]): boolean {
  return inUse(step, inputs).result === inputName(0);
}

/** Whether the trained network does the same in both steps, given the same weights and values that flow in. */
export function sameInUse({ before, after }: StepPair, inputs: readonly Shape[]): boolean {
  return isEqual(inUse(before, inputs), inUse(after, inputs));
}

/** Whether a step would give another shape than before, if what flows in were as before. */
export function givesOtherShape({ before, after }: StepPair, inputs: readonly Shape[]): boolean {
  if (before.inputs.length !== after.inputs.length) return true;
  const shape = opsByName[after.op]!.shape(inputs, after.parameters);
  return isProblem(shape) || !sameShape(shape, before.shape);
}

/**
 * Keys of the step after whose tensors would have another name or shape than before, with these shapes flowing in and these parameters:
 * which are those of before but for what is asked about.
 */
export function otherTensors(
  { before, after }: StepPair,
  inputs: readonly Shape[],
  parameters: ParameterValues,
): readonly string[] {
  const keys = after.weights.map(({ key }) => key);
  if (before.op !== after.op) return keys;
  const wanted = opsByName[after.op]!.weights(inputs, parameters).map(({ name, shape }) => ({
    key: `${after.path}.${name}`,
    shape,
  }));
  const stored = new Map(
    before.weights.map(({ key, shape }) => [`${after.path}${key.slice(before.path.length)}`, shape]),
  );
  return wanted
    .filter(({ key, shape }) => !(stored.has(key) && sameShape(shape, stored.get(key)!)))
    .map(({ key }) => key);
}

/** A step in primitives as inference has them, under names that say nothing of its path. */
function inUse({ op, parameters, weights, path, shape }: TypedNode, inputs: readonly Shape[]) {
  const b = new ProgramBuilder();
  b.at("step", "forward");
  const flowing = inputs.map((input, index) => b.external(inputName(index), [batchSize, ...input]));
  const own = weights.map((weight): [string, Value] => {
    const name = weight.key.slice(path.length + 1);
    return [name, b.external(name, weight.shape)];
  });
  const lowering = { inputs: flowing, parameters, weights: Object.fromEntries(own), training: false, shape };
  const result = opsByName[op]!.lower(b, lowering);
  return { instructions: b.instructions, result: result.name };
}

function inputName(index: number): string {
  return `input ${index}`;
}
