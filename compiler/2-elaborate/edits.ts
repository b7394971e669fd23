import { clashing_edits } from "../../diagnostics/catalogue/clashing_edits.ts";
import { unknown_path } from "../../diagnostics/catalogue/unknown_path.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { BoundArgument, BoundEdit, BoundName, BoundPath, BoundVariant } from "../ir/bound.ts";
import type { Context } from "./context.ts";
import type { Lineage } from "./variants.ts";

/** How edits take hold of the steps of one kind of body. */
export interface Steps<S> {
  /** The path of each step, in order; undefined for one that no edit can name. */
  readonly paths: (body: readonly S[]) => readonly (string | undefined)[];
  readonly set: (step: S, argument: BoundArgument) => S;
  readonly rename: (step: S, to: BoundName) => S;
  /** `steps`, standing where `replaced` stood. */
  readonly inPlaceOf: (replaced: S, steps: readonly S[]) => readonly S[];
  /** `step`, standing beside `neighbour`. */
  readonly beside: (neighbour: S, step: S) => S;
  /** After which of the body's steps, by index, appended ones go; -1: before all. */
  readonly end: (body: readonly S[]) => number;
}

type Edit<S> = BoundEdit<S>;

/** A body after the edits of all variants, one after the other. What is wrong with an edit is reported. */
export function applyVariants<S>(
  context: Context,
  body: readonly S[],
  { variants, damaged }: Pick<Lineage, "variants" | "damaged">,
  steps: Steps<S>,
): readonly S[] {
  let current = body;
  // What an earlier variant failed to do, or what was lost, may be what a later one builds on.
  let certain = !damaged;
  for (const variant of variants) {
    const found: Diagnostic[] = [];
    current = applyEdits(found, current, variant, steps);
    if (certain) found.forEach(context.report);
    certain &&= found.length === 0;
  }
  return current;
}

function applyEdits<S>(found: Diagnostic[], body: readonly S[], variant: BoundVariant, steps: Steps<S>): readonly S[] {
  const paths = steps.paths(body);
  const byStep = editsByStep(variant.edits as readonly Edit<S>[]);
  for (const [step, edits] of byStep) byStep.set(step, withoutClashes(found, step, edits));
  found.push(...unknownPaths(variant, byStep, paths));
  const edited = body.map((step, index) => editStep(step, byStep.get(paths[index] ?? "") ?? [], steps));
  const appended = (variant.edits as readonly Edit<S>[]).flatMap((edit) => (edit.kind === "append" ? [edit.step] : []));
  const end = steps.end(body) + 1;
  return [...edited.slice(0, end).flat(), ...appended, ...edited.slice(end).flat()];
}

/** Edits by the step that they are about; `""` for a `set` that names no parameter. Appended steps are about none. */
function editsByStep<S>(edits: readonly Edit<S>[]): Map<string, readonly Edit<S>[]> {
  const byStep = new Map<string, Edit<S>[]>();
  for (const edit of edits) {
    if (edit.kind === "append") continue;
    const step = textOf(edit.path.parts.slice(0, edit.kind === "set" ? -1 : undefined));
    const others = byStep.get(step);
    if (others === undefined) byStep.set(step, [edit]);
    else others.push(edit);
  }
  return byStep;
}

function editStep<S>(step: S, edits: readonly Edit<S>[], steps: Steps<S>): readonly S[] {
  const inserted = (where: "before" | "after"): S[] =>
    edits.flatMap((edit) => (edit.kind === "insert" && edit.where === where ? [steps.beside(step, edit.step)] : []));
  return [...inserted("before"), ...changed(step, edits, steps), ...inserted("after")];
}

function changed<S>(step: S, edits: readonly Edit<S>[], steps: Steps<S>): readonly S[] {
  let current = step;
  for (const edit of edits) {
    if (edit.kind === "remove") return [];
    if (edit.kind === "replace") return steps.inPlaceOf(step, edit.with);
    if (edit.kind === "rename") current = steps.rename(current, edit.to);
    if (edit.kind === "set") current = steps.set(current, argumentOf(edit));
  }
  return [current];
}

/** `set conv1.stride: 2` gives `conv1` the argument `stride: 2`. */
function argumentOf({ path, value }: Extract<Edit<never>, { kind: "set" }>): BoundArgument {
  return { name: path.parts.at(-1), value, place: value.place };
}

function textOf(parts: BoundPath["parts"]): string {
  return parts.map((part) => part.text).join(".");
}

/** The edits of one step that agree with all before them; each other one is reported. */
function withoutClashes<S>(found: Diagnostic[], step: string, edits: readonly Edit<S>[]): readonly Edit<S>[] {
  const kept: Edit<S>[] = [];
  for (const edit of edits) {
    const other = kept.find((earlier) => clash(earlier, edit));
    if (other === undefined) kept.push(edit);
    else {
      const related = [{ place: other.place, message: "the other edit" }];
      found.push(clashing_edits.at(edit.place, { path: step }, { related }));
    }
  }
  return kept;
}

/** Whether it would matter which of two edits of a step comes first. */
function clash(a: Edit<unknown>, b: Edit<unknown>): boolean {
  const kinds = new Set([a.kind, b.kind]);
  if (kinds.has("insert")) return false;
  if (a.kind === "set" && b.kind === "set") return textOf(a.path.parts) === textOf(b.path.parts);
  return !(kinds.has("set") && kinds.has("rename"));
}

/** Edits of steps that are not there. */
function unknownPaths(
  variant: BoundVariant,
  byStep: ReadonlyMap<string, readonly Edit<unknown>[]>,
  paths: readonly (string | undefined)[],
): Diagnostic[] {
  const known = new Set(paths.filter((path) => path !== undefined));
  const unknown = [...byStep].filter(([step]) => !known.has(step));
  return unknown.flatMap(([step, edits]) => {
    const hint = nearest(step, known);
    return edits.flatMap((edit) => (edit.kind === "append" ? [] : [unknownPath(variant, step, edit, hint)]));
  });
}

function unknownPath(
  { base }: BoundVariant,
  step: string,
  edit: Exclude<Edit<unknown>, { kind: "append" }>,
  hint: string | undefined,
): Diagnostic {
  const { place, parts } = edit.path;
  const text = edit.kind === "set" ? `${hint}.${parts.at(-1)!.text}` : `${hint}`;
  const fix = hint === undefined ? {} : { edit: { title: `write ${text}`, place, text } };
  return unknown_path.at(place, { base: base?.name ?? "", path: step, set: textOf(parts), nearest: hint }, fix);
}
