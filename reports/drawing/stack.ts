import type { TypedGraph, TypedNode, ValueId } from "../../compiler/ir/graph.ts";
import { type Shape, sameShape } from "../../compiler/ir/shape.ts";
import { opsByName } from "../../compiler/ops/index.generated.ts";
import type { Box, Edge, Item, Level } from "./scheme.ts";

/** Steps that change the numbers of what flows in and neither its shape nor their places: batchnorm, relu, dropout. */
export function lightSteps({ inputs, nodes }: TypedGraph): ReadonlySet<ValueId> {
  const all = [
    ...inputs.map(({ name, shape }) => [name, shape] as const),
    ...nodes.map(({ path, shape }) => [path, shape] as const),
  ];
  const shapes = new Map<ValueId, Shape>(all);
  const isLight = ({ op, parameters, inputs: [input, ...others], shape, weights }: TypedNode): boolean => {
    if (input === undefined || others.length > 0 || !sameShape(shapes.get(input)!, shape)) return false;
    const [height, width] = opsByName[op]?.window(parameters)?.extent ?? [1, 1];
    return height === 1 && width === 1 && weights.every((weight) => weight.shape.length < 2);
  };
  return new Set(nodes.filter(isLight).map(({ path }) => path));
}

/**
 * Puts light steps below the step that they take from, in one box: their shapes say nothing new, and a drawing is half as
 * long.
 */
export function stackSteps(level: Level, light: ReadonlySet<ValueId>): Level {
  const stacks = new Map<string, Box>();
  const stackOf = new Map<string, string>();
  for (const item of level.items) {
    const above = light.has(item.id) && item.kind === "box" ? aboveOf(item, level, stacks, stackOf) : undefined;
    if (above === undefined || item.kind !== "box") {
      stackOf.set(item.id, item.id);
      if (item.kind === "box") stacks.set(item.id, item);
      continue;
    }
    stackOf.set(item.id, above.id);
    stacks.set(above.id, { ...above, rows: [...above.rows, ...item.rows], outputs: item.outputs });
  }
  const items = level.items.flatMap((item): Item[] => {
    if (item.kind === "frame") return [item];
    return stackOf.get(item.id) === item.id ? [stacks.get(item.id)!] : [];
  });
  const edges = level.edges.flatMap((edge): Edge[] => {
    const moved = { ...edge, from: stackOf.get(edge.from) ?? edge.from, to: stackOf.get(edge.to) ?? edge.to };
    return moved.from === moved.to ? [] : [moved];
  });
  return { ...level, items, edges };
}

/** The box that a step is put into, if there is one. */
function aboveOf(
  step: Box,
  { edges }: Level,
  stacks: ReadonlyMap<string, Box>,
  stackOf: ReadonlyMap<string, string>,
): Box | undefined {
  const [into, ...others] = edges.filter(({ to }) => to === step.id);
  if (into === undefined || others.length > 0) return undefined;
  const above = stacks.get(stackOf.get(into.from) ?? "");
  const isOnlyUse = edges.filter(({ value }) => value === into.value).length === 1;
  return above?.look === "step" && isOnlyUse ? above : undefined;
}
