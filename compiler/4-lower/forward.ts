import type { GraphOutput, TypedGraph, TypedNode, ValueId } from "../ir/graph.ts";
import { InternalError } from "../ir/internal-error.ts";
import { batchSize, type ProgramOutput, type ProgramWeight, type Value } from "../ir/program.ts";
import { sameShape } from "../ir/shape.ts";
import { opsByName } from "../ops/index.generated.ts";
import { ProgramBuilder } from "../primitives/builder.ts";
import { reshape } from "../primitives/reshape.ts";
import type { ValueNames } from "./name-values.ts";

export interface Forward {
  readonly builder: ProgramBuilder;
  readonly inputs: readonly Value[];
  readonly weights: readonly ProgramWeight[];
  /** The model's outputs in the shapes that they declare, batch axis first. */
  readonly outputs: readonly ProgramOutput[];
  readonly names: ValueNames;
}

/** Every step of a graph in primitives, in the graph's order. */
export function lowerForward(graph: TypedGraph, training: boolean): Forward {
  const builder = new ProgramBuilder();
  const inputs = graph.inputs.map(({ name, shape }) => builder.external(name, [batchSize, ...shape]));
  const weights = graph.nodes.flatMap((node) => externalWeights(builder, node));
  const values = new Map<ValueId, Value>(graph.inputs.map(({ name }, index) => [name, inputs[index]!]));
  const names: ValueNames = new Map();
  for (const node of graph.nodes) {
    builder.at(node.path, "forward");
    const value = lowerNode(builder, node, values, weights, training);
    values.set(node.path, value);
    // Dropout that is off hands on what flowed in, which keeps the name that it has.
    if (!names.has(value.name)) names.set(value.name, node.path);
  }
  const outputs = graph.outputs.map((output) => lowerOutput(builder, output, values));
  for (const { name, value } of outputs) if (!names.has(value.name)) names.set(value.name, name);
  return { builder, inputs, weights, outputs, names };
}

function externalWeights(builder: ProgramBuilder, node: TypedNode): ProgramWeight[] {
  return node.weights.map(({ key, shape, initialisation, trainable }) => ({
    key,
    ...(node.was === undefined ? {} : { was: `${node.was}${key.slice(node.path.length)}` }),
    value: builder.external(key, shape),
    initialisation,
    trainable,
  }));
}

function lowerNode(
  builder: ProgramBuilder,
  node: TypedNode,
  values: ReadonlyMap<ValueId, Value>,
  weights: readonly ProgramWeight[],
  training: boolean,
): Value {
  const op = opsByName[node.op];
  if (op === undefined) throw new InternalError(`there is no op ${node.op}`, "4-lower", node.path);
  const own = node.weights.map(({ key }) => {
    const weight = weights.find((candidate) => candidate.key === key)!;
    return [key.slice(node.path.length + 1), weight.value] as const;
  });
  return op.lower(builder, {
    inputs: node.inputs.map((input) => values.get(input)!),
    parameters: node.parameters,
    weights: Object.fromEntries(own),
    training,
    shape: node.shape,
  });
}

/** `points[1]` is [1, 2], also where the step above gives a vector of 2. */
function lowerOutput(builder: ProgramBuilder, output: GraphOutput, values: ReadonlyMap<ValueId, Value>): ProgramOutput {
  const value = values.get(output.value)!;
  const shape = [batchSize, ...output.shape];
  if (sameShape(value.shape, shape)) return { name: output.name, value };
  builder.at(output.name, "forward");
  return { name: output.name, value: builder.apply(reshape, [value], { shape }) };
}
