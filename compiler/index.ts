/**
 * The compiler. A spec travels one way: text, tree (grammar), bound tree (1-resolve), graph or plan (2-elaborate), typed
 * graph (3-check), program (4-lower), code (5-emit). `checkProject` goes as far as can be known without running anything.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { TextLookup } from "../diagnostics/place.ts";
import type { FileTree } from "../grammar/tree.ts";
import type { FileSource } from "./file-source.ts";
import { byName, inOrder, lookupIn } from "./gather.ts";
import type { Graph, TypedGraph } from "./ir/graph.ts";
import type { ExperimentPlan } from "./ir/plan.ts";
import { Pipeline } from "./pipeline.ts";

export { bindBatch } from "./4-lower/index.ts";
export { lowerInference, lowerTraining } from "./lower.ts";
export { Pipeline as Cache } from "./pipeline.ts";

/** All that is known of a spec. */
export interface CheckedProject {
  /** Trees of all files that were read, by path. */
  readonly files: ReadonlyMap<string, FileTree>;
  /** In the order of their places; each thing is said once. */
  readonly diagnostics: readonly Diagnostic[];
  readonly lookup: TextLookup;
  /** By name, those without errors. */
  readonly models: ReadonlyMap<string, TypedGraph>;
  /** By name, all that could be unrolled, however damaged. */
  readonly graphs: ReadonlyMap<string, Graph>;
  /** By name, all whose properties have values. */
  readonly experiments: ReadonlyMap<string, ExperimentPlan>;
}

/** Checks a spec. With the cache of an earlier check, only what depends on a change since then is worked out anew. */
export function checkProject(entry: string, source: FileSource, cache = new Pipeline()): CheckedProject {
  cache.open(source);
  const { tree, diagnostics: inSyntax } = cache.parsed(entry);
  const { value: scope, diagnostics: inNames } = cache.scope(entry);
  const told = tree.declarations.flatMap(({ key, name }) => cache.told({ file: entry, key, name: name?.text ?? "" }));
  const files = new Map([[entry, tree]]);
  const lookup = lookupIn(new Map([[entry, cache.text(entry) ?? ""]]), files);
  return {
    files,
    diagnostics: inOrder([...inSyntax, ...inNames, ...told, ...cache.unused(entry)], lookup),
    lookup,
    models: byName(scope, "model", (ref) => cache.typed(ref).value),
    graphs: byName(scope, "model", (ref) => cache.elaborated("model", ref).value),
    experiments: byName(scope, "experiment", (ref) => cache.elaborated("experiment", ref).value),
  };
}
