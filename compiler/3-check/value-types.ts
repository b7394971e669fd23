import type { Graph, GraphInput, GraphNode, ValueId } from "../ir/graph.ts";
import type { Range } from "../ir/range.ts";
import type { Shape } from "../ir/shape.ts";
import type { Role, ValueType } from "../ir/value-type.ts";
import { opsByName } from "../ops/index.generated.ts";

/** Types of a graph's values, by name. A value that has no shape, or is made from one without a type, has none. */
export type ValueTypes = ReadonlyMap<ValueId, ValueType>;

/** Role and range of every value, step by step from the inputs. */
export function typeValues(graph: Graph): ValueTypes {
  const types = new Map<ValueId, ValueType>();
  for (const input of graph.inputs) types.set(input.name, typeOfInput(input));
  for (const node of graph.nodes) {
    const type = typeOfNode(node, types);
    if (type !== undefined) types.set(node.path, type);
  }
  return types;
}

/** Types of all that flows into a step, or undefined where one of them is not known. */
export function inputTypes(node: GraphNode, types: ValueTypes): readonly ValueType[] | undefined {
  const inputs = node.inputs.map((input) => types.get(input));
  return inputs.every((type) => type !== undefined) ? inputs : undefined;
}

function typeOfInput({ role, shape, range }: GraphInput): ValueType {
  return valueType(role, shape, range);
}

function typeOfNode(node: GraphNode, types: ValueTypes): ValueType | undefined {
  const op = opsByName[node.op];
  const inputs = inputTypes(node, types);
  if (op === undefined || inputs === undefined || node.shape === undefined) return undefined;
  const ranges = inputs.map((input) => input.range);
  const shapes = inputs.map((input) => input.shape);
  return valueType(op.role(inputs[0]!.role, node.shape), node.shape, op.range(ranges, node.parameters, shapes));
}

/** What a network knows of points are shares of the picture that it sees: it never hears of pixels. */
function valueType(role: Role, shape: Shape, range: Range): ValueType {
  return role === "points" ? { role, shape, range, frame: "share" } : { role, shape, range };
}
