import type { Program } from "../../ir/program.ts";
import type { Segment } from "./segment.ts";

/**
 * A name for each group of segments: `bottleneck`; in training `bottleneckForward` and `bottleneckBackward`. Of several kinds
 * of one block, the most frequent has the bare name, and others what they have and it lacks: `bottleneckWithDownsample`.
 */
export function nameRoutines(
  groups: readonly (readonly [Segment, ...Segment[]])[],
  kind: Program["kind"],
  taken: Set<string>,
): string[] {
  const stems = new Map<string, string>();
  return groups.map((group) => {
    const [first] = group;
    const ending = kind === "inference" ? "" : first.pass === "forward" ? "Forward" : "Backward";
    const alike = groups.filter(([other]) => other.pass === first.pass && sameKind(other, first));
    const stem = stems.get(first.scope.path) ?? stemOf(group, alike);
    let name = `${stem}${ending}`;
    for (let n = 2; taken.has(name); n++) name = `${stem}${n}${ending}`;
    taken.add(name);
    // What belongs to it in the backward pass is called alike.
    for (const { scope } of group) stems.set(scope.path, name.slice(0, name.length - ending.length));
    return name;
  });
}

function sameKind({ scope: a }: Segment, { scope: b }: Segment): boolean {
  return a.kind === b.kind && a.name === b.name;
}

function stemOf(group: readonly [Segment, ...Segment[]], alike: readonly (readonly [Segment, ...Segment[]])[]): string {
  const [first] = group;
  const base = `${first.scope.name.charAt(0).toLowerCase()}${first.scope.name.slice(1)}`.replace(
    /_(.)/g,
    (_, letter: string) => letter.toUpperCase(),
  );
  const most = [...alike].sort((a, b) => b.length - a.length)[0]!;
  if (group === most) return base;
  const others = alike.filter((other) => other !== group).map(([one]) => wordsOf(one));
  const own = [...wordsOf(first)];
  const word =
    own.find((one) => others.every((words) => !words.has(one))) ?? own.find((one) => !wordsOf(most[0]).has(one));
  return word === undefined ? base : `${base}With${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** Names of what is in a block: branches and blocks in it, and ops. */
function wordsOf({ items, scope }: Segment): ReadonlySet<string> {
  const paths = items.map((item) => ("path" in item ? item.path : item.repeat).slice(scope.path.length + 1));
  const words = paths.flatMap((path) => path.split("."));
  return new Set(words.map((word) => word.replace(/#\d+$/, "")).filter((word) => /^[A-Za-z]\w*$/.test(word)));
}
