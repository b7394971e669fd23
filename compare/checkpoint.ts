import { isKnown, showDim } from "../compiler/ir/dim.ts";
import { fixedKeys } from "../compiler/ir/fixed-weights.ts";
import type { TypedGraph, TypedNode } from "../compiler/ir/graph.ts";
import type { Shape } from "../compiler/ir/shape.ts";
import { type FormerKeys, underCurrentKeys } from "../lib/former-keys.ts";
import { type Misfit, misfits, type StoredShape } from "../lib/misfits.ts";
import { isCounter } from "../lib/state-dict.ts";
import type { Matching } from "./steps/match.ts";

/** What becomes of a checkpoint of the model before when the model after loads it: by the rules that the runtime loads by. */
export interface CheckpointVerdict {
  /** `whole`: every tensor finds its place; `none`: not one does. */
  readonly loads: "whole" | "part" | "none";
  /** Tensors that find their place, of those that the model after needs; counters of batches and fixed filters are not among them. */
  readonly fitting: number;
  readonly needed: number;
  /** Where they don't: `inFile` is the model before, `inModel` the model after. */
  readonly misfits: readonly Misfit<StoredShape>[];
  /** Tensors whose key and shape fit by chance: in the model before they belong to another step. */
  readonly misplaced: readonly { readonly key: string; readonly belongsTo: string }[];
  /** Whether tensors that both have stand in another order, which matters to programs that take them by their place. */
  readonly reordered: boolean;
}

type Keys = ReadonlyMap<string, StoredShape>;

export function checkpointVerdict(before: TypedGraph, after: TypedGraph, matching: Matching): CheckpointVerdict {
  const wanted = keysOf(after);
  const stored = new Map([...keysOf(before)].map(([key, shape]) => [key, { shape }]));
  const former = formerKeysOf(after);
  const found = underCurrentKeys(stored, former);
  const fixed = fixedKeys(after.nodes.flatMap(({ weights }) => weights));
  const wrong = misfits(found, wanted, fixed);
  const needed = [...wanted.keys()].filter((key) => !isCounter(key) && !fixed.has(key));
  const absent = new Set(wrong.map(({ key }) => key));
  const fitting = needed.filter((key) => !absent.has(key)).length;
  return {
    loads: wrong.length === 0 ? "whole" : fitting === 0 ? "none" : "part",
    fitting,
    needed: needed.length,
    misfits: wrong,
    misplaced: found === stored ? misplacedIn(matching, stored, absent) : [],
    reordered: isReordered(found === stored ? [...stored.keys()] : currentKeys(stored.keys(), former), [
      ...wanted.keys(),
    ]),
  };
}

function keysOf({ nodes }: TypedGraph): Keys {
  return new Map(nodes.flatMap(({ weights }) => weights.map(({ key, shape }) => [key, storedShape(shape)])));
}

function storedShape(shape: Shape): StoredShape {
  return shape.map((dim) => (isKnown(dim) ? dim : showDim(dim)));
}

function formerKeysOf({ nodes }: TypedGraph): FormerKeys {
  const renamed = nodes.filter(({ was, path }) => was !== undefined && was !== path);
  return new Map(
    renamed.flatMap(({ path, was, weights }) => weights.map(({ key }) => [key, `${was}${key.slice(path.length)}`])),
  );
}

function misplacedIn(
  { pairs }: Matching,
  stored: ReadonlyMap<string, unknown>,
  absent: ReadonlySet<string>,
): CheckpointVerdict["misplaced"] {
  const shifted = pairs.filter(({ before, after }) => before.path !== after.path);
  return shifted.flatMap(({ before, after }) =>
    keysWithValues(after)
      .filter((key) => stored.has(key) && !absent.has(key))
      .map((key) => ({ key, belongsTo: before.path })),
  );
}

function keysWithValues({ weights }: TypedNode): string[] {
  return weights.map(({ key }) => key).filter((key) => !isCounter(key));
}

/** The same keys in the same order, under the names that they have now. */
function currentKeys(keys: Iterable<string>, former: FormerKeys): string[] {
  const current = new Map([...former].map(([key, was]) => [was, key]));
  return [...keys].map((key) => current.get(key) ?? key);
}

function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const kept = new Set(after);
  const shared = new Set(before.filter((key) => kept.has(key)));
  const common = (keys: readonly string[]) => keys.filter((key) => shared.has(key)).join();
  return common(before) !== common(after);
}
