import { sizeAt, symbolsOf } from "../../ir/dim.ts";
import type { GraphNode, TypedGraph } from "../../ir/graph.ts";
import type { Shape } from "../../ir/shape.ts";
import { opsByName } from "../../ops/index.generated.ts";
import { withCosts } from "../cost.ts";
import { typeValues } from "../value-types.ts";
import { atSizes, parametersAt, type Sizes } from "./size-checks.ts";

/**
 * What the letters of an input's shape stand for where a value of a known shape flows in; undefined where that doesn't fit,
 * one letter having to be two sizes among it.
 */
export function sizesIn(declared: Shape, delivered: Shape): Sizes | undefined {
  if (declared.length !== delivered.length) return undefined;
  const sizes: Record<string, number> = {};
  for (const [axis, dim] of declared.entries()) {
    const size = delivered[axis]!;
    if (typeof size !== "number") return undefined;
    const [letter, ...others] = symbolsOf(dim);
    if (letter !== undefined && others.length === 0) sizes[letter] ??= size;
  }
  const fits = declared.every((dim, axis) => {
    return symbolsOf(dim).every((letter) => letter in sizes) && sizeAt(dim, sizes) === delivered[axis];
  });
  return fits ? sizes : undefined;
}

/** A model with numbers in place of the sizes that it leaves open, which it must admit. */
export function bindSizes(graph: TypedGraph, sizes: Sizes): TypedGraph {
  const { sizes: _, demands: __, ...rest } = graph;
  const shapes = new Map<string, Shape>();
  const inputs = graph.inputs.map((input) => ({ ...input, shape: atSizes(input.shape, sizes) }));
  for (const { name, shape } of inputs) shapes.set(name, shape);
  const nodes = graph.nodes.map(({ type: __type, cost: __cost, ...node }): GraphNode => {
    const shape = atSizes(node.shape, sizes);
    shapes.set(node.path, shape);
    const parameters = parametersAt(node.parameters, sizes);
    const taken = node.inputs.map((input) => shapes.get(input)!);
    const weights = opsByName[node.op]!.weights(taken, parameters).map(({ name, ...weight }) => {
      return { key: `${node.path}.${name}`, ...weight };
    });
    return { ...node, shape, parameters, weights };
  });
  const outputs = graph.outputs.map((output) => ({ ...output, shape: atSizes(output.shape, sizes) }));
  const bound = { ...rest, inputs, nodes, outputs };
  return withCosts(bound, typeValues(bound))!;
}
