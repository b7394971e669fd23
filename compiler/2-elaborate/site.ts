import type { Remark } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { DeclarationRef } from "../ir/bound.ts";
import type { Allowance } from "../ir/graph.ts";

/** Where in the graph a body is unrolled. */
export interface Site {
  /** Stands before the names of its steps: `layer2.0.`; empty in a model. */
  readonly prefix: string;
  /** The same before a renaming, where something around it was renamed. */
  readonly was: string | undefined;
  /** The calls and repeats around it, outermost first. */
  readonly via: readonly Remark[];
  /** Each `@allow` on a step around it. */
  readonly allowed: readonly Allowance[];
  /** How many blocks, repeats and branches are around it. */
  readonly depth: number;
  /** The blocks that it stands in, outermost first. */
  readonly blocks: readonly DeclarationRef[];
  /** The outermost step around it that has no name: what stands in it can have no weights. */
  readonly nameless: { readonly place: Place; readonly name: string } | undefined;
}

export const modelSite: Site = {
  prefix: "",
  was: undefined,
  via: [],
  allowed: [],
  depth: 0,
  blocks: [],
  nameless: undefined,
};
