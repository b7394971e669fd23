import { relativeTo } from "./scopes.ts";
import type { Segment } from "./segment.ts";

/**
 * Names for the values of a routine, by the numbers that they have in its segment: what they are called in the program, seen
 * from the scope. A step's result is `y` there, and what flows into a scope is `x`; `d_` stands before gradients.
 */
export function localNames(
  segment: Segment,
  forward: ReadonlyMap<string, string> | undefined,
  around: Segment | undefined,
) {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const give = (local: string, wanted: string) => {
    let name = wanted;
    for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`;
    taken.add(name);
    names.set(local, name);
  };
  const inputs = new Set(segment.body.inputs.map(({ name }) => name));
  for (const [local, { name }] of segment.outer) {
    give(local, namedAlike(name, around, forward) ?? (inputs.has(local) ? inputName(segment) : ownName(name, segment)));
  }
  if (segment.body.kept !== undefined) names.set(segment.body.kept.name, segment.body.kept.name);
  return names;
}

/** A value of the forward pass keeps the name that it has there, and so does its gradient. */
function namedAlike(name: string, around: Segment | undefined, forward: ReadonlyMap<string, string> | undefined) {
  const plain = name.replace(/^d_/, "");
  const local = around?.localOf(plain);
  const known = local === undefined ? undefined : forward?.get(local);
  return known === undefined || plain === name ? known : `d_${known}`;
}

function inputName({ pass }: Segment): string {
  return pass === "forward" ? "x" : "dy";
}

function ownName(name: string, { scope }: Segment): string {
  const [, sign, plain] = /^(record of |gradients of |d_|next_)?(.*)$/.exec(name) as unknown as [
    string,
    string | undefined,
    string,
  ];
  const path = plain.startsWith(`${scope.path}.`) || plain === scope.path ? relativeTo(scope.path, plain) : plain;
  // A step's values have no path, only a number.
  const numbered = scope.kind === "step" && /^\d+$/.test(path) ? `.${path}` : path;
  const short = numbered === "" ? "y" : numbered;
  return `${sign ?? ""}${short}`;
}
