import { type Change, type ChangeClass, type ChangeKind, gravest, type StepPlace } from "../../compare/change.ts";
import type { Comparison } from "../../compare/compare.ts";
import type { CostRow } from "../../compare/cost.ts";
import type { Side } from "../../compare/side.ts";
import { writtenStep } from "../../compare/steps/parameters.ts";
import { isKnown, showDim } from "../../compiler/ir/dim.ts";
import type { Shape } from "../../compiler/ir/shape.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place, TextLookup } from "../../diagnostics/place.ts";
import { type Position, positionOf } from "../../diagnostics/position.ts";
import { withoutRepetitions } from "../../diagnostics/repetitions.ts";
import type { StoredShape } from "../../lib/misfits.ts";
import { sentenceOf } from "./sentence.ts";

/** What became of a model or an experiment: plain data, which `kpc diff --json` prints and every other form is made from. */
export interface DiffReport {
  /** As the person named them. */
  readonly before: string;
  readonly after: string;
  /** The gravest class of all changes; null where nothing changed. */
  readonly class: ChangeClass | null;
  readonly verdict: ReportedVerdict;
  readonly changes: readonly ReportedChange[];
  readonly cost: readonly CostRow[];
  /** Warnings and notes that only one side has. */
  readonly diagnostics: { readonly added: readonly ReportedDiagnostic[]; readonly gone: readonly ReportedDiagnostic[] };
}

export type ReportedDiagnostic = Pick<Diagnostic, "name" | "severity" | "message">;

export interface ReportedChange {
  readonly what: Change["what"];
  readonly kind: ChangeKind;
  readonly class: ChangeClass;
  readonly sentence: string;
  /** Of the step after, or before where it is gone; name of an input or output; key of a setting. */
  readonly path: string;
  /** As a spec writes it; null where it isn't there. */
  readonly before: string | null;
  readonly after: string | null;
  /** What comes out of the step, or what an input or output takes. */
  readonly shapes: { readonly before: StoredShape | null; readonly after: StoredShape | null };
  /** Everywhere that it happened: paths after, or before where it is gone. */
  readonly places: readonly string[];
  /** Keys of the tensors that a checkpoint of before can't give because of it. */
  readonly tensors: readonly string[];
  /** Where that is written after the change; of what is gone, the model or experiment. */
  readonly location: Location;
}

/** Lines and columns count from 1; the end is exclusive. */
export type Location = Pick<Position, "file" | "line" | "column" | "endLine" | "endColumn">;

/** One of the two sides, as a report names it. */
export interface ReportedSide {
  /** As the person named it. */
  readonly name: string;
  readonly side: Side;
  /** What there is to say of it, and of the blocks and data that it is made from. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that its places point into. */
  readonly lookup: TextLookup;
  /** What a file of the spec is called from where the person stands, or from the top of the repository. */
  readonly fileName: (file: string) => string;
}

/** What becomes of a checkpoint of before when the model after loads it. */
export interface ReportedVerdict {
  readonly loads: "whole" | "part" | "none";
  readonly fitting: number;
  readonly needed: number;
  /** Keys by what is wrong with them. */
  readonly missing: readonly string[];
  readonly otherShape: readonly { readonly key: string; readonly before: StoredShape; readonly after: StoredShape }[];
  readonly leftOver: readonly string[];
  readonly misplaced: readonly { readonly key: string; readonly belongsTo: string }[];
  readonly reordered: boolean;
}

export function reportOf(before: ReportedSide, after: ReportedSide, comparison: Comparison): DiffReport {
  const changes = comparison.changes.map((change) => reportedChange(change, locationOf(change, after)));
  return {
    before: before.name,
    after: after.name,
    class: gravest(changes.map((change) => change.class)) ?? null,
    verdict: reportedVerdict(comparison.checkpoint),
    changes,
    cost: comparison.cost,
    diagnostics: {
      added: onlyIn(after.diagnostics, before.diagnostics),
      gone: onlyIn(before.diagnostics, after.diagnostics),
    },
  };
}

function onlyIn(some: readonly Diagnostic[], others: readonly Diagnostic[]): ReportedDiagnostic[] {
  const keyOf = ({ name, message }: Diagnostic) => `${name} ${withoutRepetitions(message)}`;
  const known = new Set(others.map(keyOf));
  const found = some.filter((each) => !known.has(keyOf(each)));
  return found.map(({ name, severity, message }) => ({ name, severity, message }));
}

function reportedVerdict({ misfits, ...verdict }: Comparison["checkpoint"]): ReportedVerdict {
  const keys = (problem: string) => misfits.filter((misfit) => misfit.problem === problem).map(({ key }) => key);
  const otherShape = misfits.flatMap(({ key, problem, inFile, inModel }) =>
    problem === "other shape" ? [{ key, before: inFile!, after: inModel! }] : [],
  );
  return { ...verdict, missing: keys("missing"), otherShape, leftOver: keys("left over") };
}

function reportedChange(change: Change, location: Location): ReportedChange {
  const { what, kind } = change;
  return { what, kind, class: change.class, sentence: sentenceOf(change), ...detailsOf(change), location };
}

function locationOf(change: Change, { side, lookup, fileName }: ReportedSide): Location {
  const declared = change.what === "setting" ? side.plan?.origin.place : undefined;
  const place = placeAfter(change) ?? declared ?? side.graph.origin.place;
  const { line, column, endLine, endColumn } = positionOf(place, lookup);
  return { file: fileName(place.file), line, column, endLine, endColumn };
}

function placeAfter(change: Change): Place | undefined {
  if (change.what === "step") return change.places[0]!.after?.origin.place;
  return change.what === "setting" ? change.place : change.after?.origin.place;
}

type Details = Pick<ReportedChange, "path" | "before" | "after" | "shapes" | "places" | "tensors">;

function detailsOf(change: Change): Details {
  if (change.what === "step") {
    const [first] = change.places;
    const text = (step: StepPlace["before"]) => (step === undefined ? null : writtenStep(step));
    const places = change.places.map(pathOf);
    return {
      path: places[0]!,
      before: text(first!.before),
      after: text(first!.after),
      shapes: shapesOf(first!),
      places,
      tensors: change.tensors,
    };
  }
  if (change.what === "setting") {
    const { key, before = null, after = null } = change;
    return { path: key, before, after, shapes: { before: null, after: null }, places: [key], tensors: [] };
  }
  const { name } = (change.after ?? change.before)!;
  const tensors = change.what === "input" ? change.tensors : [];
  return {
    path: name,
    before: change.before?.name ?? null,
    after: change.after?.name ?? null,
    shapes: shapesOf(change),
    places: [name],
    tensors,
  };
}

function pathOf({ before, after }: StepPlace): string {
  return (after ?? before)!.path;
}

function shapesOf({
  before,
  after,
}: {
  readonly before?: { readonly shape: Shape };
  readonly after?: { readonly shape: Shape };
}): ReportedChange["shapes"] {
  const sizes = (shape: Shape | undefined) => shape?.map((dim) => (isKnown(dim) ? dim : showDim(dim))) ?? null;
  return { before: sizes(before?.shape), after: sizes(after?.shape) };
}
