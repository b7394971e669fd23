import type { TypedGraph, ValueId } from "../../compiler/ir/graph.ts";
import type { Shape } from "../../compiler/ir/shape.ts";
import { type Folded, fold, type Unit } from "./fold.ts";
import { type Box, type Edge, entrance, exit, type Item, type Level, type Port, type Scheme } from "./scheme.ts";
import { lightSteps, stackSteps } from "./stack.ts";
import { inputRow, multiplyAddsInWords, outputRow, parametersInWords, rowOf, shapeInWords } from "./texts.ts";

/** Which blocks are drawn open. */
export interface Openness {
  /** So many levels of blocks are open. */
  readonly depth: number;
  /** Paths of blocks that are open, with all that are around them. */
  readonly expanded: readonly string[];
}

/** What is to be drawn of a model: boxes, frames for the blocks that are open, and what flows between them. */
export function schemeOf(graph: TypedGraph, { depth, expanded }: Openness): Scheme {
  const folded = fold(graph);
  const openness = { depth, expanded: expanded.map(folded.shownGroup) };
  const roots = [
    ...graph.inputs.map((input): Placed => ({ ...end("input", input.name), row: inputRow(input) })),
    ...folded.units.map((unit) => placed(unit, "", 0, openness)),
    ...graph.outputs.map((output): Placed => ({ ...end("output", `output ${output.name}`), row: outputRow(output) })),
  ];
  const known = { shapes: shapesIn(graph, folded), light: lightSteps(graph) };
  const { parameters, multiplyAdds } = graph.cost;
  return {
    name: graph.name,
    summary: `${parametersInWords(parameters)}, ${multiplyAddsInWords(multiplyAdds)}`,
    level: levelOf(roots, flowsIn(graph, folded, roots), known),
    place: graph.origin.place,
  };
}

/** Paths of all that can be open: blocks, repeats and their turns, sequentials. */
export function foldablePaths({ containers }: TypedGraph): string[] {
  return containers.filter(({ kind }) => kind !== "branch").map(({ path }) => path);
}

/** A unit as it is drawn: an open block has what stands in it. */
interface Placed {
  readonly id: string;
  readonly look: Box["look"];
  readonly row: Box["rows"][number];
  readonly unit?: Unit;
  readonly inside?: readonly Placed[];
}

function end(look: "input" | "output", id: string): Pick<Placed, "id" | "look"> {
  return { id, look };
}

function placed(unit: Unit, around: string, depth: number, openness: Openness): Placed {
  const { path: id, children, inner, node } = unit;
  const row = (open: boolean) => rowOf(unit, around, open);
  if (node !== undefined) return { id, look: "step", unit, row: row(false) };
  const open = depth < openness.depth || openness.expanded.some((path) => isAtOrIn(path, unit));
  if (!open) return { id, look: "block", unit, row: row(false) };
  const inside = children.map((child) => placed(child, inner, depth + 1, openness));
  return { id, look: "block", unit, row: row(true), inside };
}

function isAtOrIn(path: string, { path: own }: Unit): boolean {
  return path === own || path.startsWith(`${own}.`);
}

/** A value that flows from one thing that is drawn to another; each by the frames around it, outermost first, and itself. */
interface Flow {
  readonly value: ValueId;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

function flowsIn(graph: TypedGraph, { shownFor, isAmongTurns }: Folded, roots: readonly Placed[]): Flow[] {
  const ways = new Map<ValueId, readonly string[]>();
  const visit = (each: Placed, around: readonly string[]): void => {
    const way = [...around, each.id];
    if (each.inside !== undefined) for (const child of each.inside) visit(child, way);
    else for (const value of valuesOf(each)) ways.set(value, way);
  };
  for (const root of roots) visit(root, []);
  const inner = graph.nodes.flatMap(({ path, inputs }) => {
    return inputs.filter((input) => !isAmongTurns(input, path)).map((input) => ({ value: shownFor(input), to: path }));
  });
  const outer = graph.outputs.map(({ name, value }) => ({ value: shownFor(value), to: `output ${name}` }));
  return [...inner, ...outer].flatMap(({ value, to }) => {
    const flow = { value, from: ways.get(value)!, to: ways.get(shownFor(to))! };
    return flow.from.join() === flow.to.join() ? [] : [flow];
  });
}

function valuesOf({ id, unit }: Placed): readonly ValueId[] {
  if (unit === undefined) return [id];
  return unit.node === undefined ? unit.children.flatMap(valuesIn) : [unit.node.path];
}

function valuesIn({ node, children }: Unit): readonly ValueId[] {
  return node === undefined ? children.flatMap(valuesIn) : [node.path];
}

/** What is drawn of one frame, given what flows in it, into it and out of it. */
function levelOf(inside: readonly Placed[], flows: readonly Flow[], known: Known): Level {
  const shapeOf = (value: ValueId): string => shapeInWords(known.shapes.get(value)!);
  const ids = new Set(inside.map(({ id }) => id));
  const edges = unique(
    flows.flatMap(({ value, from: [from], to: [to] }): Edge[] => {
      // What flows inside of one frame is for that one's level.
      if (from === to) return [];
      return [{ value, from: ids.has(from!) ? from! : entrance, to: ids.has(to!) ? to! : exit }];
    }),
    ({ value, from, to }) => `${from} ${value} ${to}`,
  );
  const items = inside.map(({ id, look, row, inside: inner }): Item => {
    const outputs = valuesWhere(edges, ({ from }) => from === id).map((value): Port => {
      // The frame around it says the shape of what only flows out of it.
      const isLast = edges.every((edge) => edge.value !== value || edge.from !== id || edge.to === exit);
      return { value, shape: isLast ? "" : shapeOf(value) };
    });
    if (inner === undefined) return { kind: "box", id, look, rows: [row], outputs };
    const within = flows.flatMap(({ value, from, to }): Flow[] => {
      const [isFrom, isTo] = [from[0] === id, to[0] === id];
      return isFrom || isTo
        ? [{ value, from: isFrom ? from.slice(1) : outside, to: isTo ? to.slice(1) : outside }]
        : [];
    });
    return { kind: "frame", id, header: row, level: levelOf(inner, within, known), outputs };
  });
  const entering = valuesWhere(edges, ({ from }) => from === entrance);
  const leaving = valuesWhere(edges, ({ to }) => to === exit).map((value) => ({ value, shape: shapeOf(value) }));
  return stackSteps({ items, edges, entering, leaving }, known.light);
}

/** The way to something that isn't in the frame. */
const outside = [""];

function valuesWhere(edges: readonly Edge[], holds: (edge: Edge) => boolean): ValueId[] {
  return [...new Set(edges.filter(holds).map(({ value }) => value))];
}

function unique<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  return [...new Map(all.map((each) => [keyOf(each), each])).values()];
}

interface Known {
  /** Shapes of each value, of all the turns that it stands for. */
  readonly shapes: ReadonlyMap<ValueId, readonly Shape[]>;
  /** See `lightSteps`. */
  readonly light: ReadonlySet<ValueId>;
}

function shapesIn({ inputs, nodes }: TypedGraph, { shownFor }: Folded): Known["shapes"] {
  const shapes = new Map<ValueId, Shape[]>();
  const all = [...inputs.map(({ name, shape }) => ({ path: name, shape })), ...nodes];
  for (const { path, shape } of all) {
    const value = shownFor(path);
    shapes.set(value, [...(shapes.get(value) ?? []), shape]);
  }
  return shapes;
}
