import { clashing_edits } from "../../diagnostics/catalogue/clashing_edits.ts";
import { unknown_path } from "../../diagnostics/catalogue/unknown_path.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { BoundArgument, BoundEdit, BoundName, BoundPath } from "../ir/bound.ts";
import type { Context } from "./context.ts";
import type { EditLayer } from "./laid.ts";

/** How edits take hold of the steps of one kind of body. */
export interface Steps<S> {
  /** `step` with edits for what stands inside of it, or undefined where nothing can. */
  readonly inside?: (step: S, layer: EditLayer) => S | undefined;
  /** Whether it has arguments that can be set. */
  readonly isCall?: (step: S) => boolean;
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
  { variants, damaged }: { readonly variants: readonly EditLayer[]; readonly damaged: boolean },
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

function applyEdits<S>(found: Diagnostic[], body: readonly S[], layer: EditLayer, steps: Steps<S>): readonly S[] {
  const paths = steps.paths(body);
  const byStep = editsByStep(layer.edits as readonly Edit<S>[]);
  for (const [step, edits] of byStep) byStep.set(step, withoutClashes(found, step, edits));
  const { deep, direct } = sortByDepth(body, paths, byStep, steps);
  found.push(...unknownPaths(layer, direct, callable(body, paths, direct, steps)));
  found.push(...clashesAbove(deep, direct));
  const edited = body.map((step, index) => {
    const path = paths[index];
    if (path === undefined) return [step];
    const inner = deep.get(path);
    const within = inner && { edits: inner, base: layer.base, prefix: `${layer.prefix ?? ""}${path}.` };
    const deeper = within === undefined ? step : (steps.inside?.(step, within) ?? step);
    return editStep(deeper, direct.get(path) ?? [], steps);
  });
  const appended = (layer.edits as readonly Edit<S>[]).flatMap((edit) => (edit.kind === "append" ? [edit.step] : []));
  const end = steps.end(body) + 1;
  return [...edited.slice(0, end).flat(), ...appended, ...edited.slice(end).flat()];
}

interface ByDepth<S> {
  /** Edits of what stands inside a step of the body, by that step; their paths go on from there. */
  readonly deep: ReadonlyMap<string, readonly Edit<S>[]>;
  /** All others, by the path of the step that they are about. */
  readonly direct: ReadonlyMap<string, readonly Edit<S>[]>;
}

function sortByDepth<S>(
  body: readonly S[],
  paths: readonly (string | undefined)[],
  byStep: ReadonlyMap<string, readonly Edit<S>[]>,
  steps: Steps<S>,
): ByDepth<S> {
  const known = new Set(paths);
  const deep = new Map<string, Edit<S>[]>();
  const direct = new Map<string, readonly Edit<S>[]>();
  const nothing: EditLayer = { edits: [], base: undefined };
  const holders = paths.filter(
    (path, index) => path !== undefined && steps.inside?.(body[index]!, nothing) !== undefined,
  );
  for (const [step, edits] of byStep) {
    const holder = known.has(step) ? undefined : holders.find((path) => step.startsWith(`${path}.`));
    if (holder === undefined) direct.set(step, edits);
    else deep.set(holder, [...(deep.get(holder) ?? []), ...edits.map((edit) => inside(edit, holder))]);
  }
  return { deep, direct };
}

/** An edit with its path taken from inside a step. */
function inside<S>(edit: Edit<S>, holder: string): Edit<S> {
  if (edit.kind === "append") return edit;
  const parts = edit.path.parts.slice(holder.split(".").length);
  return { ...edit, path: { ...edit.path, parts } };
}

/** The paths that edits may name: without those of steps that have nothing to set, where something is to be set. */
function callable<S>(
  body: readonly S[],
  paths: readonly (string | undefined)[],
  direct: ReadonlyMap<string, readonly Edit<S>[]>,
  { isCall = () => true }: Steps<S>,
): readonly (string | undefined)[] {
  const isSet = (path: string): boolean => direct.get(path)?.some((edit) => edit.kind === "set") ?? false;
  return paths.filter((path, index) => path === undefined || isCall(body[index]!) || !isSet(path));
}

/** What is taken out can't be edited inside as well. */
function clashesAbove<S>(
  deep: ReadonlyMap<string, readonly Edit<S>[]>,
  direct: ReadonlyMap<string, readonly Edit<S>[]>,
): Diagnostic[] {
  return [...deep].flatMap(([path, edits]) => {
    const taken = direct.get(path)?.find((edit) => edit.kind === "remove" || edit.kind === "replace");
    const related = taken && [{ place: taken.place, message: "the other edit" }];
    return related === undefined ? [] : [clashing_edits.at(edits[0]!.place, { path }, { related })];
  });
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
  layer: EditLayer,
  byStep: ReadonlyMap<string, readonly Edit<unknown>[]>,
  paths: readonly (string | undefined)[],
): Diagnostic[] {
  const known = new Set(paths.filter((path) => path !== undefined));
  const unknown = [...byStep].filter(([step]) => !known.has(step));
  return unknown.flatMap(([step, edits]) => {
    const hint = nearest(step, known);
    return edits.flatMap((edit) => (edit.kind === "append" ? [] : [unknownPath(layer, step, edit, hint)]));
  });
}

function unknownPath(
  { base, prefix = "" }: EditLayer,
  step: string,
  edit: Exclude<Edit<unknown>, { kind: "append" }>,
  hint: string | undefined,
): Diagnostic {
  const { place, parts } = edit.path;
  const text = `${prefix}${hint}${edit.kind === "set" ? `.${parts.at(-1)!.text}` : ""}`;
  const fix = hint === undefined ? {} : { edit: { title: `write ${text}`, place, text } };
  const near = hint === undefined ? undefined : `${prefix}${hint}`;
  const facts = { base: base?.name ?? "", path: `${prefix}${step}`, set: `${prefix}${textOf(parts)}`, nearest: near };
  return unknown_path.at(place, facts, fix);
}
