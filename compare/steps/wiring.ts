import type { TypedGraph, TypedNode, ValueId } from "../../compiler/ir/graph.ts";
import type { Matching, StepPair } from "./match.ts";

/** A value by what both sides know it as: a pair of steps, or the name of an input. */
type Source = StepPair | string;

/** Which matched steps take from elsewhere than before, everything that was inserted or removed between aside. */
export interface Wiring {
  /** One value flows in, and it comes from another place. */
  readonly moved: ReadonlySet<StepPair>;
  /** Joins that take other values. */
  readonly rewired: ReadonlySet<StepPair>;
  /** Names of outputs that are taken from elsewhere. */
  readonly outputs: ReadonlySet<string>;
}

/** @param inputs name after of each input of the model before. */
export function compareWiring(
  before: TypedGraph,
  after: TypedGraph,
  matching: Matching,
  inputs: ReadonlyMap<string, string>,
): Wiring {
  const outOfOrder = matching.pairs.filter((pair) => !matching.inOrder.has(pair));
  const first = seenFrom(before, after, matching, inputs, new Set(outOfOrder));
  // Branches that merely stand in another order take the same values as before.
  const moved = new Set(outOfOrder.filter((pair) => first.takesOther(pair)));
  const then = seenFrom(before, after, matching, inputs, moved);
  const others = matching.pairs.filter((pair) => !moved.has(pair) && then.takesOther(pair));
  const outputs = after.outputs.filter(({ name, value }) => {
    const same = before.outputs.find((output) => output.name === name);
    return same !== undefined && !meet(then.before(same.value), then.after(value));
  });
  return {
    moved: new Set([...moved, ...others.filter(isSingle)]),
    rewired: new Set(others.filter((pair) => !isSingle(pair))),
    outputs: new Set(outputs.map(({ name }) => name)),
  };
}

function isSingle({ before, after }: StepPair): boolean {
  return before.inputs.length === 1 && after.inputs.length === 1;
}

/** What flows into steps where one looks through some of them, as though they were not there. */
function seenFrom(
  before: TypedGraph,
  after: TypedGraph,
  { byBefore, byAfter }: Matching,
  inputs: ReadonlyMap<string, string>,
  through: ReadonlySet<StepPair>,
) {
  const seen = (pair: StepPair | undefined) => (pair !== undefined && !through.has(pair) ? pair : undefined);
  const sourcesBefore = sourcesIn(before, (path) => seen(byBefore.get(path)) ?? inputs.get(path));
  const sourcesAfter = sourcesIn(after, (path) => seen(byAfter.get(path)) ?? (isInput(after, path) ? path : undefined));
  return {
    before: sourcesBefore,
    after: sourcesAfter,
    takesOther(pair: StepPair): boolean {
      if (pair.before.inputs.length !== pair.after.inputs.length) return true;
      return pair.before.inputs.some(
        (input, index) => !meet(sourcesBefore(input), sourcesAfter(pair.after.inputs[index]!)),
      );
    },
  };
}

function isInput({ inputs }: TypedGraph, path: string): boolean {
  return inputs.some(({ name }) => name === path);
}

/** The known values that a value is made from; a value that is known is made from itself. */
function sourcesIn(
  { nodes }: TypedGraph,
  known: (value: ValueId) => Source | undefined,
): (value: ValueId) => ReadonlySet<Source> {
  const byPath = new Map<string, TypedNode>(nodes.map((node) => [node.path, node]));
  const found = new Map<ValueId, ReadonlySet<Source>>();
  // Steps stand behind those that they take from, so each is looked at once.
  for (const { path, inputs } of nodes) {
    const own = known(path);
    found.set(path, own === undefined ? new Set(inputs.flatMap((input) => [...sourcesOf(input)])) : new Set([own]));
  }
  function sourcesOf(value: ValueId): ReadonlySet<Source> {
    if (byPath.has(value)) return found.get(value)!;
    const input = known(value);
    return new Set(input === undefined ? [] : [input]);
  }
  return sourcesOf;
}

/** Both nothing, as where an input is only there on one side, is no difference: that it is gone is told of the input. */
function meet(a: ReadonlySet<Source>, b: ReadonlySet<Source>): boolean {
  return a.size === 0 || b.size === 0 || [...a].some((source) => b.has(source));
}
