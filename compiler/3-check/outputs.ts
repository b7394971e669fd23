import { output_type_mismatch } from "../../diagnostics/catalogue/output_type_mismatch.ts";
import { showDim, surelyDiffer } from "../ir/dim.ts";
import type { Graph, GraphOutput } from "../ir/graph.ts";
import { elementsOf, maybeSameShape, showShape } from "../ir/shape.ts";
import { shapeTrail } from "../ir/trail.ts";
import type { ValueType } from "../ir/value-type.ts";
import type { Finding } from "./finding.ts";
import type { ValueTypes } from "./value-types.ts";

/** Outputs whose declared type is not what flows into them. */
export function checkOutputs(graph: Graph, types: ValueTypes): readonly Finding[] {
  return graph.outputs.flatMap((output) => {
    const type = types.get(output.value);
    if (type === undefined || fits(output, type)) return [];
    const facts = {
      output: output.name,
      declared: showOutput(output),
      declaredCount: showDim(elementsOf(output.shape)),
      found: showShape(type.shape),
      foundCount: showDim(elementsOf(type.shape)),
      value: output.value,
    };
    const related = shapeTrail(graph, output.value);
    return [{ diagnostic: output_type_mismatch.at(output.origin.place, facts, { related }), origin: output.origin }];
  });
}

/** As the spec writes it: `points[68]`, `features[58, 30, 40]`. */
export function showOutput({ role, shape }: GraphOutput): string {
  return `${role}${showShape(role === "points" ? shape.slice(0, 1) : shape)}`;
}

/**
 * Points may come as a vector x, y, x, y, …; everything else comes in the shape that it is declared. What depends on sizes
 * that are open is left to `open-sizes`.
 */
function fits({ role, shape }: GraphOutput, type: ValueType): boolean {
  if (role !== "points") return maybeSameShape(shape, type.shape);
  return type.shape.length <= 2 && !surelyDiffer(elementsOf(shape), elementsOf(type.shape));
}
