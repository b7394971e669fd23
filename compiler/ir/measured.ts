import { addDim, type Dim, isKnown, mulDim } from "./dim.ts";
import type { Contract, TypedGraph, TypedNode } from "./graph.ts";
import { elementsOf } from "./shape.ts";

const bytesOfFloat32 = 4;

/** Weights, their gradients and the two moments that Adam keeps. */
const copiesOfWeights = 4;

/** What a model comes to in a measure of `measures`; undefined for a receptive field that is everything, or of no feature map. */
export function measured(
  graph: TypedGraph,
  { measure, batch = 1 }: Pick<Contract, "measure" | "batch">,
): Dim | undefined {
  switch (measure) {
    case "parameters":
      return graph.cost.parameters;
    case "multiply_adds":
      return graph.cost.multiplyAdds;
    case "train_memory":
      // Each step's value stays until the backward pass has used it.
      return trainMemory(graph.cost.parameters, addDim(graph.cost.activationBytes, inputBytes(graph)), batch);
    default:
      return receptiveField(graph);
  }
}

/** Bytes that training a part of a model holds. */
export function trainMemory(parameters: Dim, valueBytes: Dim, batch: number): Dim {
  return addDim(mulDim(parameters, bytesOfFloat32 * copiesOfWeights), mulDim(valueBytes, batch));
}

function inputBytes({ inputs }: TypedGraph): Dim {
  return inputs.reduce<Dim>((sum, { shape }) => addDim(sum, mulDim(elementsOf(shape), bytesOfFloat32)), 0);
}

/** Of the last feature map of more than a pixel, along its shorter side; undefined where that sees everything, or there is none. */
function receptiveField({ nodes }: TypedGraph): Dim | undefined {
  const seen = nodes.findLast(isFeatureMap)?.cost.receptiveField;
  if (seen === undefined) return undefined;
  const [height, width] = seen;
  return isKnown(height) && isKnown(width) ? Math.min(height, width) : height;
}

function isFeatureMap({ shape }: TypedNode): boolean {
  return shape.length === 3 && !(shape[1] === 1 && shape[2] === 1);
}
