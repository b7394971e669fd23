import { type Dim, sumOf } from "../../compiler/ir/dim.ts";
import type { TypedGraph, TypedNode, ValueId } from "../../compiler/ir/graph.ts";
import { type Place, placeKey } from "../../diagnostics/place.ts";
import { type Group, outlineOf, type Part, stepsOf } from "./outline.ts";

/** What is drawn as one thing: a step or a group. It may stand for several turns of a repeat. */
export interface Unit {
  readonly path: string;
  /** The last of the turns that it stands for; its own path where it stands for itself alone. */
  readonly lastPath: string;
  readonly times: number;
  readonly place: Place;
  /** Of all turns. */
  readonly parameters: Dim;
  /** The step, of a unit that has no units in it. */
  readonly node?: TypedNode;
  readonly block?: string;
  /** Of the first turn; its steps' names count from `inner`. */
  readonly children: readonly Unit[];
  readonly inner: string;
}

/** A graph in which turns of repeats that do the same are one unit. */
export interface Folded {
  readonly units: readonly Unit[];
  /** The step that stands for a step: the one in the first of the turns that are alike. */
  shownFor(value: ValueId): ValueId;
  /** The same for what others stand in: `layer1.2` is drawn as `layer1.1` where the two are alike. */
  shownGroup(path: string): string;
  /** Whether a value goes from one to another of the turns that are drawn as one. */
  isAmongTurns(from: ValueId, to: ValueId): boolean;
}

export function fold(graph: TypedGraph): Folded {
  const shown = new Map<ValueId, ValueId>();
  /** Of each step in turns that are alike: path of the first turn, and which turn it is in. */
  const turns = new Map<ValueId, Map<string, number>>();
  const join = (run: readonly Part[]): void => {
    const [first, ...others] = run.map(stepsOf);
    [first!, ...others].forEach((steps, turn) => {
      steps.forEach(({ path }, index) => {
        if (turn > 0) shown.set(path, first![index]!.path);
        turns.set(path, new Map([...(turns.get(path) ?? []), [run[0]!.path, turn]]));
      });
    });
  };
  const shownFor = (value: ValueId): ValueId => {
    const next = shown.get(value);
    return next === undefined ? value : shownFor(next);
  };
  const shownGroup = (path: string): string => {
    const inside = graph.nodes.find((node) => node.path.startsWith(`${path}.`));
    // Steps of turns that are alike have equal names in them.
    const words = path.split(".").length;
    return inside === undefined ? path : shownFor(inside.path).split(".").slice(0, words).join(".");
  };
  const isAmongTurns = (from: ValueId, to: ValueId): boolean => {
    const differ = [...(turns.get(from) ?? [])].some(([run, turn]) => (turns.get(to)?.get(run) ?? turn) !== turn);
    // Turns of a repeat inside of a later turn are known by those of the first one.
    const next = [shown.get(from) ?? from, shown.get(to) ?? to] as const;
    return differ || ((next[0] !== from || next[1] !== to) && isAmongTurns(...next));
  };
  return { units: runsOf(outlineOf(graph)).map((run) => unitOf(run, join)), shownFor, shownGroup, isAmongTurns };
}

/** A unit for parts that do the same. */
function unitOf(run: readonly Part[], join: (run: readonly Part[]) => void): Unit {
  const first = run[0]!;
  const common = {
    path: first.path,
    lastPath: run.at(-1)!.path,
    times: run.length,
    inner: first.path,
    parameters: sumOf(run.flatMap(stepsOf).map(({ cost }) => cost.parameters)),
  };
  if (run.length > 1) join(run);
  if (first.kind === "leaf") return { ...common, node: first.node, place: placeOf(first), children: [] };
  const { place, block } = first;
  const [only, ...others] = runsOf(first.children).map((run) => unitOf(run, join));
  // A repeat whose turns are all alike and what is repeated are one box.
  if (first.isRepeat && only !== undefined && others.length === 0) {
    return { ...only, ...common, times: only.times * run.length, place, inner: only.inner };
  }
  const repeated = first.isRepeat ? blockOfAll(first) : undefined;
  return {
    ...common,
    place,
    ...(block === undefined ? {} : { block }),
    ...(repeated === undefined ? {} : { block: repeated, times: run.length * first.children.length }),
    children: [only!, ...others],
  };
}

/** The block that all turns of a repeat call. */
function blockOfAll({ children }: Group): string | undefined {
  const [block, ...others] = new Set(children.map((child) => (child.kind === "group" ? child.block : undefined)));
  return others.length === 0 ? block : undefined;
}

/** Parts in order, turns of a repeat that do the same together: they come from one place, whatever their names. */
function runsOf(parts: readonly Part[]): Part[][] {
  const runs: { readonly signature: string; readonly parts: Part[] }[] = [];
  for (const part of parts) {
    const signature = signatureOf(part);
    const last = runs.at(-1);
    if (last?.signature === signature) last.parts.push(part);
    else runs.push({ signature, parts: [part] });
  }
  return runs.map((run) => run.parts);
}

/** The same text for parts that come from one place and do the same: names in them, ops, parameters and connections are equal; sizes that flow may differ. */
function signatureOf(part: Part): string {
  const steps = stepsOf(part);
  const inside = new Map(steps.map(({ path }, index) => [path, index]));
  const outside = new Map<ValueId, string>();
  const reference = (input: ValueId): number | string => {
    const known = inside.get(input) ?? outside.get(input);
    if (known !== undefined) return known;
    const name = `from outside ${outside.size}`;
    outside.set(input, name);
    return name;
  };
  const facts = steps.map(({ path, op, parameters, inputs }) => {
    return [path.slice(part.path.length), op, parameters, inputs.map(reference)];
  });
  return JSON.stringify([placeKey(placeOf(part)), facts]);
}

function placeOf(part: Part): Place {
  return part.kind === "leaf" ? part.node.origin.place : part.place;
}
