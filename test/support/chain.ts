import type { GraphNode, Origin, TypedGraph, TypedNode } from "../../compiler/ir/graph.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import { anyNumber } from "../../compiler/ir/range.ts";
import { type Shape, showShape } from "../../compiler/ir/shape.ts";
import type { Role } from "../../compiler/ir/value-type.ts";
import { opsByName } from "../../compiler/ops/index.generated.ts";
import { isProblem } from "../../compiler/ops/op.ts";
import { placeOfFile } from "../../diagnostics/place.ts";

/** A step of a chain: its path, its op, and what its call says; defaults are filled in. */
export interface ChainStep {
  readonly path: string;
  readonly op: string;
  readonly parameters?: ParameterValues;
  /** The step that it takes from; the one before it where left out. */
  readonly from?: string;
  /** Steps whose values a join takes besides. */
  readonly with?: readonly string[];
}

const nowhere: Origin = { place: placeOfFile("test.kpnet"), via: [], allowed: [] };

/** A typed graph of one input, steps one after the other, and one output: for tests of phases after the check. */
export function chain(
  input: Shape,
  steps: readonly ChainStep[],
  output: { readonly role: Role; readonly shape: Shape },
): TypedGraph {
  const nodes: TypedNode[] = [];
  const shapes = new Map<string, Shape>([["image", input]]);
  for (const step of steps) {
    const node = nodeAfter(nodes.at(-1)?.path ?? "image", shapes, step);
    nodes.push(node);
    shapes.set(node.path, node.shape);
  }
  const last = nodes.at(-1)?.path ?? "image";
  return {
    format: "kpnet-graph/1",
    name: "Chain",
    doc: "",
    inputs: [{ name: "image", role: "image", shape: input, range: anyNumber, origin: nowhere }],
    nodes,
    outputs: [{ name: "result", value: last, ...output, origin: nowhere }],
    containers: [],
    origin: nowhere,
    cost: { parameters: 0, multiplyAdds: 0, activationBytes: 0 },
  };
}

function nodeAfter(before: string, known: ReadonlyMap<string, Shape>, step: ChainStep): TypedNode {
  const { path, op: name } = step;
  const op = opsByName[name]!;
  const parameters = withDefaults(name, step.parameters ?? {});
  const sources = [step.from ?? before, ...(step.with ?? [])];
  const inputs = sources.map((source) => known.get(source)!);
  const shape = op.shape(inputs, parameters);
  if (isProblem(shape)) throw new Error(`${path}: ${name} does not fit ${inputs.map(showShape).join(", ")}`);
  const weights = op
    .weights(inputs, parameters)
    .map(({ name: weight, ...rest }) => ({ key: `${path}.${weight}`, ...rest }));
  const node: GraphNode = {
    path,
    named: true,
    op: name,
    parameters,
    inputs: sources,
    shape,
    weights,
    origin: nowhere,
  };
  const cost = { parameters: 0, multiplyAdds: 0, activationBytes: 0, receptiveField: undefined };
  return { ...node, shape, cost, type: { role: op.role("features", shape), shape, range: anyNumber } };
}

/** An op's parameters with its defaults, as the compiler hands them on. */
export function withDefaults(op: string, given: ParameterValues): ParameterValues {
  const defaults = Object.entries(opsByName[op]!.parameters).flatMap(([name, { default: value }]) =>
    value === undefined || value === null ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(defaults), ...given };
}
