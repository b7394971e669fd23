import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { BoundDeclaration, DeclarationRef } from "../ir/bound.ts";
import type { DatasetPlan, ExamplePlan, KeypointScheme } from "../ir/plan.ts";
import type { Scalar } from "./scalar.ts";

/** What elaborating one declaration may ask of the others. Undefined: it has errors of its own, which were reported. */
export interface Project {
  bound(ref: DeclarationRef): BoundDeclaration | undefined;
  keypoints(ref: DeclarationRef): KeypointScheme | undefined;
  dataset(ref: DeclarationRef): DatasetPlan | undefined;
  examples(ref: DeclarationRef): ExamplePlan | undefined;
}

/** What working out a value needs at hand. */
export interface Context {
  readonly project: Project;
  /** Values of the names that expressions see; undefined: it could not be worked out, which was reported. */
  readonly variables: ReadonlyMap<string, Scalar | undefined>;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Takes so many turns of a repeat from what a graph may come to; false where there are not so many left. */
  readonly spend: (count: number, place: Place) => boolean;
  /** Constants whose value is being worked out, outermost first. */
  readonly constants: readonly DeclarationRef[];
  /** What constants came to, by file and key: one that is used twice is worked out once. */
  readonly known: Map<string, Scalar | undefined>;
}

/** A context without variables, and the diagnostics that are reported to it. */
export function newContext(project: Project): { readonly context: Context; readonly diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  return {
    context: { project, variables: new Map(), report, spend: () => true, constants: [], known: new Map() },
    diagnostics,
  };
}
