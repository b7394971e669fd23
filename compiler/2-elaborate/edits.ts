import { clashing_edits } from "../../diagnostics/catalogue/clashing_edits.ts";
import { unknown_path } from "../../diagnostics/catalogue/unknown_path.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { BoundArgument, BoundEdit, BoundName, BoundPath, BoundVariant } from "../ir/bound.ts";
import type { Context } from "./context.ts";

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

/** A body after a variant's edits. `damaged`: a path that is not there may have been lost. */
export function applyEdits<S>(
  context: Context,
  body: readonly S[],
  variant: BoundVariant,
  steps: Steps<S>,
  damaged: boolean,
): readonly S[] {
  const paths = steps.paths(body);
  const edits = withoutClashes(context, variant.edits as readonly Edit<S>[]);
  if (!damaged) reportUnknown(context, variant, edits, paths);
  const edited = body.map((step, index) =>
    editStep(
      step,
      edits.filter((edit) => stepOf(edit) === paths[index]),
      steps,
    ),
  );
  const appended = edits.flatMap((edit) => (edit.kind === "append" ? [edit.step] : []));
  const end = steps.end(body) + 1;
  return [...edited.slice(0, end).flat(), ...appended, ...edited.slice(end).flat()];
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

/** The step that an edit is about: its path, without the parameter that `set` names last. */
function stepOf(edit: Edit<unknown>): string | undefined {
  if (edit.kind === "append") return undefined;
  return textOf(edit.path.parts.slice(0, edit.kind === "set" ? -1 : undefined));
}

function textOf(parts: BoundPath["parts"]): string {
  return parts.map((part) => part.text).join(".");
}

/** The edits that agree with all before them; each other one is reported. */
function withoutClashes<S>(context: Context, edits: readonly Edit<S>[]): readonly Edit<S>[] {
  const kept: Edit<S>[] = [];
  for (const edit of edits) {
    const other = kept.find((earlier) => clash(earlier, edit));
    if (other === undefined) kept.push(edit);
    else {
      const related = [{ place: other.place, message: "the other edit" }];
      context.report(clashing_edits.at(edit.place, { path: stepOf(edit) ?? "" }, { related }));
    }
  }
  return kept;
}

/** Whether two edits touch the same step, so that it would matter which comes first. */
function clash(a: Edit<unknown>, b: Edit<unknown>): boolean {
  const kinds = new Set([a.kind, b.kind]);
  if (stepOf(a) !== stepOf(b) || kinds.has("insert") || kinds.has("append")) return false;
  if (a.kind === "set" && b.kind === "set") return textOf(a.path.parts) === textOf(b.path.parts);
  return !(kinds.has("set") && kinds.has("rename"));
}

function reportUnknown(
  context: Context,
  variant: BoundVariant,
  edits: readonly Edit<unknown>[],
  paths: readonly (string | undefined)[],
): void {
  const known = paths.filter((path) => path !== undefined);
  for (const edit of edits) {
    const step = stepOf(edit);
    if (edit.kind === "append" || step === undefined || known.includes(step)) continue;
    const { place, parts } = edit.path;
    const parameter = edit.kind === "set" ? `.${parts.at(-1)!.text}` : "";
    const hint = nearest(step, known);
    const text = `${hint}${parameter}`;
    const fix = hint === undefined ? {} : { edit: { title: `write ${text}`, place, text } };
    const facts = { base: variant.base?.name ?? "", path: step, set: textOf(parts), nearest: hint };
    context.report(unknown_path.at(place, facts, fix));
  }
}
