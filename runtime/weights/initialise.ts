import { isKnown } from "../../compiler/ir/dim.ts";
import type { Initialisation, TypedGraph, WeightSpec } from "../../compiler/ir/graph.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { elementsOf, type Shape, showShape } from "../../compiler/ir/shape.ts";
import { binomialFilter } from "../../lib/binomial-filter.ts";
import { type Stream, stream } from "../../lib/random.ts";

/** What initialising needs to know of a weight. */
type Initialised = Pick<WeightSpec, "key" | "shape" | "initialisation">;

/** The weights and buffers of a model before training, by state-dict key and in PyTorch's layout. */
export function initialiseGraph(graph: TypedGraph, seed: number): Map<string, Float32Array> {
  return initialise(
    graph.nodes.flatMap((node) => node.weights),
    seed,
  );
}

/** The same, from a program. */
export function initialiseProgram(program: Program, seed: number): Map<string, Float32Array> {
  return initialise(
    program.weights.map(({ key, value, initialisation }) => ({ key, shape: value.shape, initialisation })),
    seed,
  );
}

/** Every weight draws from a stream of its own, by its key, so that a step added to the model changes no other's. */
export function initialise(weights: readonly Initialised[], seed: number): Map<string, Float32Array> {
  return new Map(weights.map((weight) => [weight.key, initialValues(weight, seed)]));
}

function initialValues({ key, shape, initialisation }: Initialised, seed: number): Float32Array {
  const values = new Float32Array(knownElements(key, shape));
  const next = source(initialisation, shape, stream({ seed, path: `weight/${key}` }));
  for (let index = 0; index < values.length; index++) values[index] = next(index);
  return values;
}

function source(initialisation: Initialisation, shape: Shape, random: Stream): (index: number) => number {
  switch (initialisation.kind) {
    case "uniform":
      return () => (2 * random.uniform() - 1) * initialisation.bound;
    case "normal":
      return () => random.normal() * initialisation.deviation;
    case "constant":
      return () => initialisation.value;
    case "binomial": {
      const filter = binomialFilter(shape.at(-1) as number);
      return (index) => filter[index % filter.length]!;
    }
  }
}

function knownElements(key: string, shape: Shape): number {
  const count = elementsOf(shape);
  if (!isKnown(count)) throw new Error(`weight ${key} has no known size: ${showShape(shape)}`);
  return count;
}
