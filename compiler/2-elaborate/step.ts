import { too_large } from "../../diagnostics/catalogue/too_large.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { BoundCall, BoundStep } from "../ir/bound.ts";
import { isKnown } from "../ir/dim.ts";
import type { Graph, GraphNode, ValueId, WeightSpec } from "../ir/graph.ts";
import { elementsOf, type Shape } from "../ir/shape.ts";
import { shapeTrail } from "../ir/trail.ts";
import type { Op, OpSite } from "../ops/op.ts";
import { isProblem } from "../ops/op.ts";
import { registries } from "../registries.ts";
import { type Arguments, elaborateArguments } from "./arguments.ts";
import type { Context } from "./context.ts";
import type { Flow } from "./names.ts";

/** What is there already, for the trail of steps in messages. */
export type GraphSoFar = Pick<Graph, "inputs" | "nodes">;

/** The node that a step's call makes of what flows in. It has no shape where something is wrong, which was reported. */
export function elaborateStep(
  context: Context,
  step: BoundStep,
  call: BoundCall,
  path: ValueId,
  flow: Flow,
  graph: GraphSoFar,
): GraphNode {
  const op = registries.ops[call.callee.name]!;
  const written = elaborateArguments(context, call, op.parameters);
  const shape = inferShape(context, op, call, written, flow, graph);
  const weights = shape === undefined ? [] : weightsOf(op, path, flow.shape!, written);
  const fits = [shape ?? [], ...weights.map((weight) => weight.shape)].every((each) =>
    isPossible(context, each, call.place),
  );
  return {
    path,
    named: step.label !== undefined,
    op: op.name,
    parameters: written.values ?? {},
    inputs: flow.value === undefined ? [] : [flow.value],
    shape: fits ? shape : undefined,
    weights: fits ? weights : [],
    ...(step.notes.was === undefined ? {} : { was: step.notes.was }),
    origin: { place: step.place, via: [], allowed: step.notes.allowed },
    arguments: written.places,
  };
}

function inferShape(
  context: Context,
  op: Op,
  call: BoundCall,
  { values, places }: Arguments,
  flow: Flow,
  graph: GraphSoFar,
): Shape | undefined {
  if (values === undefined || flow.shape === undefined) return undefined;
  const result = op.shape([flow.shape], values);
  if (!isProblem(result)) return result;
  const site: OpSite = {
    place: call.place,
    argument: (name) => places[name] ?? call.place,
    trail: () => shapeTrail(graph, flow.value!),
  };
  context.report(result.problem(site));
  return undefined;
}

function weightsOf(op: Op, path: string, input: Shape, { values }: Arguments): WeightSpec[] {
  return op.weights([input], values!).map(({ name, ...weight }) => ({ key: `${path}.${name}`, ...weight }));
}

/** Numbers in one value; the 4 TiB that they fill are more than any machine has. */
const mostNumbers = 2 ** 40;

/** Whether a value of this shape could be kept at all; reported where it couldn't. */
export function isPossible(context: Context, shape: Shape, place: Place): boolean {
  const count = elementsOf(shape);
  if (!isKnown(count) || count <= mostNumbers) return true;
  context.report(too_large.at(place, { count }));
  return false;
}
