/**
 * The compiler. A spec travels one way: text, tree (grammar), bound tree (1-resolve), graph or plan (2-elaborate), typed
 * graph (3-check), program (4-lower), code (5-emit). `checkProject` goes as far as can be known without running anything.
 */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { TextLookup } from "../diagnostics/place.ts";
import type { FileTree } from "../grammar/tree.ts";
import type { FileSource } from "./file-source.ts";
import { byName, inOrder, lookupIn, modelsOf, ownEntries } from "./gather.ts";
import type { Graph, TypedGraph } from "./ir/graph.ts";
import type { ExperimentPlan } from "./ir/plan.ts";
import { placedLoss } from "./losses/loss-parts.ts";
import { Pipeline } from "./pipeline.ts";

export type { Diagnostic } from "../diagnostics/diagnostic.ts";
export { renderDiagnostics } from "../diagnostics/render.ts";
export { importedPath } from "./1-resolve/index.ts";
export { checkLastBatch, typeExamples } from "./3-check/index.ts";
export { bindBatch } from "./4-lower/index.ts";
export { type FileSource, memorySource } from "./file-source.ts";
export { lowerInference, lowerTraining } from "./lower.ts";
export { Pipeline as Cache } from "./pipeline.ts";

/** All that is known of a spec. */
export interface CheckedProject {
  /** Trees of all files that were read, by path. */
  readonly files: ReadonlyMap<string, FileTree>;
  /** In the order of their places; each thing is said once. */
  readonly diagnostics: readonly Diagnostic[];
  /** Those of a model, or of an experiment with its model, examples and data set, by name. */
  readonly about: (name: string) => readonly Diagnostic[];
  readonly lookup: TextLookup;
  /** By name, those without errors. */
  readonly models: ReadonlyMap<string, TypedGraph>;
  /** By name, all that could be unrolled, however damaged. */
  readonly graphs: ReadonlyMap<string, Graph>;
  /** By name, all whose properties have values. */
  readonly experiments: ReadonlyMap<string, ExperimentPlan>;
  /** By name of the experiment, the model that it trains: sizes that it leaves open are those of the examples. */
  readonly trained: ReadonlyMap<string, TypedGraph>;
}

/** Checks a spec. With the cache of an earlier check, only what depends on a change since then is worked out anew. */
export function checkProject(entry: string, source: FileSource, cache = new Pipeline()): CheckedProject {
  cache.open(source);
  return checkOpened(entry, cache);
}

/** The same for files that `cache` has opened: several specs of one project can be checked one after the other. */
export function checkOpened(entry: string, cache: Pipeline): CheckedProject {
  const files = new Map(cache.files(entry).map((file) => [file, cache.parsed(file).tree]));
  const lookup = lookupIn(new Map([...files.keys()].map((file) => [file, cache.text(file) ?? ""])), files);
  const scope = ownEntries(cache.scope(entry).value, entry);
  const experiments = byName(scope, "experiment", (ref) => {
    const plan = cache.elaborated("experiment", ref).value;
    const graph = cache.trained(ref);
    return plan && graph ? { ...plan, loss: placedLoss(plan.loss, graph) } : plan;
  });
  const models = modelsOf(cache, entry, scope, experiments.values());
  return {
    files,
    diagnostics: inOrder(cache.diagnostics(entry), lookup),
    about: (name) => {
      const refs = ["model", "experiment"].flatMap((kind) => models.entries[`${kind} ${name}`]?.ref ?? []);
      return inOrder(
        refs.flatMap((ref) => cache.toldTogether(ref)),
        lookup,
      );
    },
    lookup,
    models: byName(models, "model", (ref) => cache.typed(ref).value),
    graphs: byName(models, "model", (ref) => cache.elaborated("model", ref).value),
    experiments,
    trained: byName(scope, "experiment", (ref) => cache.trained(ref)),
  };
}
