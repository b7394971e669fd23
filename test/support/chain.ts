import type { GraphNode, Origin, TypedGraph, TypedNode } from "../../compiler/ir/graph.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import { anyNumber } from "../../compiler/ir/range.ts";
import type { Shape } from "../../compiler/ir/shape.ts";
import type { Role } from "../../compiler/ir/value-type.ts";
import { opsByName } from "../../compiler/ops/index.generated.ts";
import { isProblem } from "../../compiler/ops/op.ts";
import { placeOfFile } from "../../diagnostics/place.ts";

/** A step of a chain: its path, its op, and what its call says; defaults are filled in. */
export interface ChainStep {
  readonly path: string;
  readonly op: string;
  readonly parameters?: ParameterValues;
}

const nowhere: Origin = { place: placeOfFile("test.kpnet"), via: [], allowed: [] };

/** A typed graph of one input, steps one after the other, and one output: for tests of phases after the check. */
export function chain(
  input: Shape,
  steps: readonly ChainStep[],
  output: { readonly role: Role; readonly shape: Shape },
): TypedGraph {
  const nodes: TypedNode[] = [];
  for (const step of steps) nodes.push(nodeAfter(nodes.at(-1)?.path ?? "image", nodes.at(-1)?.shape ?? input, step));
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

function nodeAfter(source: string, input: Shape, { path, op: name, parameters: given = {} }: ChainStep): TypedNode {
  const op = opsByName[name]!;
  const parameters = withDefaults(name, given);
  const shape = op.shape([input], parameters);
  if (isProblem(shape)) throw new Error(`${path}: ${name} does not fit [${input.join(", ")}]`);
  const weights = op
    .weights([input], parameters)
    .map(({ name: weight, ...rest }) => ({ key: `${path}.${weight}`, ...rest }));
  const node: GraphNode = {
    path,
    named: true,
    op: name,
    parameters,
    inputs: [source],
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
