import type { Name, Path } from "../../../grammar/tree.ts";
import type { Project } from "../project.ts";
import { type Body, bodiesInside, type NamedStatement, namedIn, rowOf } from "./bodies.ts";

/** One name of a path, and what it leads to. */
export interface PathStep {
  readonly part: Name;
  readonly target: NamedStatement;
}

/** Where a path such as `layer2.0.conv2` leads, name by name; what isn't there ends it. */
export interface Followed {
  readonly steps: readonly PathStep[];
  /** The statement that it ends at, where it is followed to its end or to an index. */
  readonly last: Pick<NamedStatement, "statement" | "body"> | undefined;
  /** Names that lead nowhere: of `conv1.weight` the second, of `set conv1.stride: 2` the parameter. */
  readonly rest: readonly Name[];
}

/** Follows a path from the bodies that it may begin in. */
export function followPath(project: Project, bodies: readonly Body[], { parts }: Pick<Path, "parts">): Followed {
  const steps: PathStep[] = [];
  let current = bodies;
  let rest = parts;
  let last: Followed["last"];
  while (rest.length > 0) {
    const found = longestName(current, rest) ?? numbered(project, current, rest);
    if (found === undefined) break;
    if (found.step !== undefined) steps.push(found.step);
    last = found.at;
    rest = rest.slice(found.taken);
    current = found.inside ?? (found.at === undefined ? [] : bodiesInside(project, found.at));
  }
  return { steps, last, rest };
}

interface Found {
  readonly step?: PathStep;
  readonly at: Followed["last"];
  readonly taken: number;
  readonly inside?: readonly Body[];
}

/** Names may have dots themselves: `"conv3.0"`. */
function longestName(bodies: readonly Body[], parts: readonly Name[]): Found | undefined {
  for (let taken = parts.length; taken > 0; taken--) {
    const text = parts
      .slice(0, taken)
      .map((part) => part.text)
      .join(".");
    const target = bodies.flatMap(namedIn).find(({ name, what }) => name.text === text && what !== "output");
    if (target === undefined) continue;
    const part = { text, span: { start: parts[0]!.span.start, end: parts[taken - 1]!.span.end } };
    return { step: { part, target }, at: target, taken };
  }
  return undefined;
}

/** The turn of a repeat, or a step by its number. */
function numbered(project: Project, bodies: readonly Body[], [part]: readonly Name[]): Found | undefined {
  const body = bodies.find(({ counts }) => counts !== undefined);
  if (body === undefined || !/^\d+$/.test(part!.text)) return undefined;
  const row = rowOf(body.statements);
  if (body.counts === "turns") {
    // A step that is alone in its turn goes by the index itself.
    const [only] = row;
    if (row.length !== 1 || only === undefined || namedIn(body).length > 0)
      return { at: undefined, taken: 1, inside: [{ ...body, counts: undefined }] };
    return { at: { statement: only, body }, taken: 1, inside: bodiesInside(project, { statement: only, body }) };
  }
  const statement = row[Number(part!.text)];
  return statement === undefined ? undefined : { at: { statement, body }, taken: 1 };
}
