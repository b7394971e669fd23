import { type Dim, isKnown, showDim } from "../compiler/ir/dim.ts";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import { measured } from "../compiler/ir/measured.ts";

/** A number, or a formula where the model leaves sizes open; null for a receptive field that is everything. */
export type Amount = number | string | null;

/** What a model comes to, before and after. */
export interface CostRow {
  readonly measure: "parameters" | "multiplyAdds" | "activationBytes" | "trainMemory" | "receptiveField";
  readonly before: Amount;
  readonly after: Amount;
  /** Null where one of them is no number. */
  readonly difference: number | null;
}

/** @param batch of training, for its memory */
export function costRows(before: TypedGraph, after: TypedGraph, batch: number): CostRow[] {
  return Object.entries(measuresOf(batch)).map(([measure, of]) => {
    const [was, is] = [amount(of(before)), amount(of(after))];
    const difference = typeof was === "number" && typeof is === "number" ? is - was : null;
    return { measure: measure as CostRow["measure"], before: was, after: is, difference };
  });
}

function measuresOf(batch: number): Readonly<Record<CostRow["measure"], (graph: TypedGraph) => Dim | undefined>> {
  return {
    parameters: ({ cost }) => cost.parameters,
    multiplyAdds: ({ cost }) => cost.multiplyAdds,
    activationBytes: ({ cost }) => cost.activationBytes,
    trainMemory: (graph) => measured(graph, { measure: "train_memory", batch }),
    receptiveField: (graph) => measured(graph, { measure: "receptive_field" }),
  };
}

function amount(dim: Dim | undefined): Amount {
  if (dim === undefined) return null;
  return isKnown(dim) ? dim : showDim(dim);
}
