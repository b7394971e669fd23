import type { Graph, GraphNode } from "../ir/graph.ts";
import { shapeTrail } from "../ir/trail.ts";
import { opsByName } from "../ops/index.generated.ts";
import type { OpSite } from "../ops/op.ts";
import type { Finding } from "./finding.ts";
import { inputTypes, type ValueTypes } from "./value-types.ts";

/** What the ops themselves remark on the way they are used. */
export function lintOps(graph: Graph, types: ValueTypes): readonly Finding[] {
  return graph.nodes.flatMap((node) => {
    const inputs = inputTypes(node, types);
    if (inputs === undefined || node.shape === undefined) return [];
    const remarks = opsByName[node.op]?.lint?.(inputs, node.parameters, siteOf(graph, node)) ?? [];
    return remarks.map((diagnostic) => ({ diagnostic, origin: node.origin, path: node.path }));
  });
}

function siteOf(graph: Graph, node: GraphNode): OpSite {
  const { place } = node.origin;
  return {
    place,
    argument: (name) => node.arguments?.[name] ?? place,
    trail: (index) => shapeTrail(graph, node.inputs[index]!),
  };
}
