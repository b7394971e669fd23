import { budget_exceeded } from "../../diagnostics/catalogue/budget_exceeded.ts";
import { budget_unknown } from "../../diagnostics/catalogue/budget_unknown.ts";
import type { Remark } from "../../diagnostics/diagnostic.ts";
import { type Dim, isKnown, showDim } from "../ir/dim.ts";
import type { Contract, TypedGraph, TypedNode } from "../ir/graph.ts";
import { measured, trainMemory } from "../ir/measured.ts";
import type { Finding } from "./finding.ts";

/** Contracts of the model's budget that it breaks, each blamed on the part that costs most. */
export function checkContracts(graph: TypedGraph): readonly Finding[] {
  return (graph.contracts ?? []).flatMap((contract) => {
    const found = measured(graph, contract);
    const origin = { place: contract.place, via: [], allowed: [] };
    // What sees all of the picture sees enough, whatever is asked for.
    if (found === undefined && contract.measure === "receptive_field" && isAtLeast(contract)) return [];
    if (found === undefined || !isKnown(found)) {
      const is = found === undefined ? "everything" : showDim(found);
      return [{ diagnostic: budget_unknown.at(contract.place, { measure: contract.measure, is }), origin }];
    }
    if (holds(found, contract)) return [];
    const { measure, op, limit } = contract;
    const blame = heaviest(graph, contract);
    const facts = { measure, op, limit, found, most: blame?.path };
    return [{ diagnostic: budget_exceeded.at(contract.place, facts, { related: remarks(blame) }), origin }];
  });
}

/** Whether what a contract measures depends on sizes that the model leaves open. */
export function isOpenContract(graph: TypedGraph, contract: Contract): boolean {
  const found = measured(graph, contract);
  return graph.sizes !== undefined && found !== undefined && !isKnown(found);
}

function isAtLeast({ op }: Contract): boolean {
  return op === ">=" || op === ">";
}

function holds(found: number, { op, limit }: Contract): boolean {
  if (op === "<=") return found <= limit;
  if (op === ">=") return found >= limit;
  if (op === "<") return found < limit;
  return op === ">" ? found > limit : found === limit;
}

interface Part {
  readonly path: string;
  readonly cost: number;
  readonly node: TypedNode;
}

/** The outermost block, repeat or step that costs most; undefined where size is no matter of parts. */
function heaviest(graph: TypedGraph, contract: Contract): Part | undefined {
  if (contract.measure === "receptive_field" || isAtLeast(contract)) return undefined;
  const parts = new Map<string, Part>();
  for (const node of graph.nodes) {
    const path = node.path.split(".")[0]!;
    const cost = costOf(node, contract) + (parts.get(path)?.cost ?? 0);
    parts.set(path, { path, cost, node: parts.get(path)?.node ?? node });
  }
  return [...parts.values()].reduce<Part | undefined>(
    (most, part) => (part.cost > (most?.cost ?? 0) ? part : most),
    undefined,
  );
}

function costOf({ cost }: TypedNode, { measure, batch = 1 }: Contract): number {
  const known = (dim: Dim): number => (isKnown(dim) ? dim : 0);
  if (measure === "parameters") return known(cost.parameters);
  if (measure === "multiply_adds") return known(cost.multiplyAdds);
  return known(trainMemory(cost.parameters, cost.activationBytes, batch));
}

function remarks(part: Part | undefined): readonly Remark[] {
  if (part === undefined) return [];
  const { node, path, cost } = part;
  const place = node.origin.via[0] ?? node.origin.place;
  return [{ place, message: `${path} alone costs ${cost.toLocaleString("en-US")}` }];
}
