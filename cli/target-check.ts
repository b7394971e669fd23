import type { Target } from "../compiler/5-emit/target.ts";
import { lowerInference } from "../compiler/index.ts";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import { target_lacks_step } from "../diagnostics/catalogue/target_lacks_step.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** Steps of a model that a target has no code for, at their places. */
export function lackingIn(graph: TypedGraph, target: Pick<Target, "name" | "lacks">): Diagnostic[] {
  if (target.lacks.length === 0) return [];
  const lacking = lowerInference(graph).instructions.filter(({ primitive }) => target.lacks.includes(primitive));
  return graph.nodes.flatMap((node) => {
    const primitives = lacking.filter(({ path }) => path === node.path).map(({ primitive }) => primitive);
    if (primitives.length === 0) return [];
    const about = { op: node.op, target: target.name, primitives: [...new Set(primitives)] };
    return [target_lacks_step.at(node.origin.place, about)];
  });
}
