import type { GraphInput, GraphOutput, TypedGraph } from "../compiler/ir/graph.ts";
import { sameRange } from "../compiler/ir/range.ts";
import { sameShape } from "../compiler/ir/shape.ts";
import type { ChangeKind, InputChange, OutputChange } from "./change.ts";

/** Something of a model's interface, before and after. */
interface PortPair<P> {
  readonly before?: P;
  readonly after?: P;
}

/** Inputs, or outputs, that belong together: by name, and what is left over of both by its place. */
function pairPorts<P extends { readonly name: string }>(before: readonly P[], after: readonly P[]): PortPair<P>[] {
  const has = (ports: readonly P[], { name }: P) => ports.some((port) => port.name === name);
  const gone = before.filter((port) => !has(after, port));
  const added = after.filter((port) => !has(before, port));
  const ofAfter = after.map((port): PortPair<P> => {
    const same = before.find(({ name }) => name === port.name) ?? gone[added.indexOf(port)];
    return same === undefined ? { after: port } : { before: same, after: port };
  });
  return [...ofAfter, ...gone.slice(added.length).map((port) => ({ before: port }))];
}

/** The name after of each input before. */
export function inputNames(before: TypedGraph, after: TypedGraph): ReadonlyMap<string, string> {
  const pairs = pairPorts(before.inputs, after.inputs);
  return new Map(pairs.flatMap(({ before, after }) => (before && after ? [[before.name, after.name] as const] : [])));
}

/** @param tensors keys that a checkpoint can't give because of an input. */
export function inputChanges(
  before: TypedGraph,
  after: TypedGraph,
  tensors: (input: GraphInput) => readonly string[],
): InputChange[] {
  return pairPorts(before.inputs, after.inputs).flatMap((pair) => {
    const kind = kindOf(pair, sameInput);
    const port = pair.after ?? pair.before!;
    return kind === undefined ? [] : [{ what: "input", kind, class: "interface", ...pair, tensors: tensors(port) }];
  });
}

/** @param rewired names of outputs that are taken from elsewhere. */
export function outputChanges(before: TypedGraph, after: TypedGraph, rewired: ReadonlySet<string>): OutputChange[] {
  return pairPorts(before.outputs, after.outputs).flatMap((pair): OutputChange[] => {
    const kind = kindOf(pair, sameOutput);
    if (kind !== undefined) return [{ what: "output", kind, class: "interface", ...pair }];
    return rewired.has(pair.after!.name) ? [{ what: "output", kind: "rewired", class: "numerics", ...pair }] : [];
  });
}

function kindOf<P extends { readonly name: string }>(
  { before, after }: PortPair<P>,
  same: (before: P, after: P) => boolean,
): ChangeKind | undefined {
  if (before === undefined) return "inserted";
  if (after === undefined) return "removed";
  if (!same(before, after)) return "changed";
  return before.name === after.name ? undefined : "renamed";
}

function sameInput(before: GraphInput, after: GraphInput): boolean {
  return sameOutput(before, after) && sameRange(before.range, after.range);
}

function sameOutput(before: Pick<GraphOutput, "role" | "shape">, after: Pick<GraphOutput, "role" | "shape">): boolean {
  return before.role === after.role && sameShape(before.shape, after.shape);
}
