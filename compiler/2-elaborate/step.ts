import { size_too_deep } from "../../diagnostics/catalogue/size_too_deep.ts";
import { too_large } from "../../diagnostics/catalogue/too_large.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { BoundCall } from "../ir/bound.ts";
import { divisionsIn, isKnown } from "../ir/dim.ts";
import type { Graph, GraphNode, ValueId, WeightSpec } from "../ir/graph.ts";
import { elementsOf, type Shape } from "../ir/shape.ts";
import { shapeTrail } from "../ir/trail.ts";
import type { Op, OpSite } from "../ops/op.ts";
import { isProblem } from "../ops/op.ts";
import { registries } from "../registries.ts";
import { type Arguments, elaborateArguments } from "./arguments.ts";
import type { Context } from "./context.ts";
import type { LaidStep } from "./laid.ts";
import type { Flow } from "./names.ts";

/** What is there already, for the trail of steps in messages. */
export type GraphSoFar = Pick<Graph, "inputs" | "nodes">;

/** The node that a step's call makes of what flows in, apart from what stands around it. It has no shape where something is wrong, which was reported. */
export function elaborateStep(
  context: Context,
  step: LaidStep,
  call: BoundCall,
  path: ValueId,
  flows: readonly Flow[],
  graph: GraphSoFar,
): GraphNode {
  const op = registries.ops[call.callee.name]!;
  const written = elaborateArguments(context, call, op.parameters);
  const shape = inferShape(context, op, call, written, flows, graph);
  const weights =
    shape === undefined
      ? []
      : weightsOf(
          op,
          path,
          flows.map((flow) => flow.shape!),
          written,
        );
  const fits = [shape ?? [], ...weights.map((weight) => weight.shape)].every((each) =>
    isPossible(context, each, call.place),
  );
  return {
    path,
    named: step.label !== undefined,
    op: op.name,
    parameters: written.values ?? {},
    inputs: flows.flatMap(({ value }) => value ?? []),
    shape: fits ? shape : undefined,
    weights: fits ? weights : [],
    origin: { place: step.place, via: [], allowed: step.notes.allowed },
    arguments: written.places,
  };
}

function inferShape(
  context: Context,
  op: Op,
  call: BoundCall,
  { values, places }: Arguments,
  flows: readonly Flow[],
  graph: GraphSoFar,
): Shape | undefined {
  const shapes = flows.map((flow) => flow.shape);
  if (values === undefined || !shapes.every((shape) => shape !== undefined)) return undefined;
  const result = op.shape(shapes, values);
  if (!isProblem(result)) return result;
  const site: OpSite = {
    place: call.place,
    argument: (name) => places[name] ?? call.place,
    trail: (index) => shapeTrail(graph, flows[index]?.value ?? ""),
  };
  context.report(result.problem(site));
  return undefined;
}

function weightsOf(op: Op, path: string, inputs: readonly Shape[], { values }: Arguments): WeightSpec[] {
  return op.weights(inputs, values!).map(({ name, ...weight }) => ({ key: `${path}.${name}`, ...weight }));
}

/** Numbers in one value; the 4 TiB that they fill are more than any machine has. */
const mostNumbers = 2 ** 40;

/** Each is some thirty halvings of a picture; and what is asked of a size takes the longer the more there are. */
const mostDivisions = 8;

/** Whether a value of this shape could be kept at all, and its open sizes be followed; reported where they couldn't. */
export function isPossible(context: Context, shape: Shape, place: Place): boolean {
  if (shape.some((dim) => divisionsIn(dim) > mostDivisions)) {
    context.report(size_too_deep.at(place, { limit: mostDivisions }));
    return false;
  }
  const count = elementsOf(shape);
  if (!isKnown(count) || count <= mostNumbers) return true;
  context.report(too_large.at(place, { count }));
  return false;
}
