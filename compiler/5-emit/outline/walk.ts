import type { Dim } from "../../ir/dim.ts";
import type { Attributes, Value } from "../../ir/program.ts";
import { type Body, type Call, type Item, isInstruction, isLoop, keptParts, madeBy, takenBy } from "./body.ts";

/** The same body with other values in the place of its own. */
export function mapValues(body: Body, map: (value: Value) => Value): Body {
  const held = <T extends { readonly value: Value }>(holders: readonly T[]): T[] =>
    holders.map((holder) => ({ ...holder, value: map(holder.value) }));
  return {
    inputs: body.inputs.map(map),
    ...(body.kept === undefined ? {} : { kept: map(body.kept) }),
    parts: held(body.parts).map((part) => ({ ...part, record: map(part.record) })),
    weights: held(body.weights),
    masks: held(body.masks),
    items: body.items.map((item) => mapItem(item, map)),
    gradients: held(body.gradients),
    updates: held(body.updates),
  };
}

export function mapItem(item: Item, map: (value: Value) => Value): Item {
  if (isLoop(item)) return { ...item, calls: item.calls.map((call) => mapItem(call, map) as Call) };
  const values = { inputs: item.inputs.map(map), outputs: item.outputs.map(map) };
  if (isInstruction(item)) return { ...item, ...values };
  return {
    ...item,
    ...values,
    ...(item.kept === undefined ? {} : { kept: map(item.kept) }),
    ...(item.record === undefined ? {} : { record: map(item.record) }),
  };
}

/** Sizes that code may have in common with other code but for their numbers. */
export interface Sizes {
  readonly of: "input" | "weight" | "kept" | "made" | "attribute";
  /** Of an attribute, its name; else the value's. */
  readonly name: string;
  readonly dims: readonly Dim[];
}

/** Attributes that are sizes, or numbers that code may be handed; all others decide what code there is. */
const numericAttributes: readonly string[] = ["shape", "divisor", "starts", "stride", "groups"];

/** The same body with other sizes: of its values, in the order in which they come, and then of its attributes. */
export function mapSizes(body: Body, map: (sizes: Sizes) => readonly Dim[]): Body {
  const shapes = new Map<string, readonly Dim[]>();
  const size = (of: Sizes["of"], { name, shape }: Value) => {
    if (!shapes.has(name)) shapes.set(name, map({ of, name, dims: shape }));
  };
  for (const value of body.inputs) size("input", value);
  for (const { value } of keptParts(body)) size("kept", value);
  for (const { value } of body.weights) size("weight", value);
  for (const { value } of [...body.masks, ...body.parts]) size("made", value);
  for (const item of body.items) for (const value of [...takenBy(item), ...madeBy(item)]) size("made", value);
  const sized = mapValues(body, (value) => ({ ...value, shape: shapes.get(value.name) ?? value.shape }));
  return { ...sized, items: sized.items.map((item) => withNumbers(item, map)) };
}

function withNumbers(item: Item, map: (sizes: Sizes) => readonly Dim[]): Item {
  if (isLoop(item)) return item;
  if (isInstruction(item)) return { ...item, attributes: withAttributes(item.attributes, map) };
  const { numbers } = item.routine;
  return {
    ...item,
    numbers: item.numbers.map((dim, place) => map({ of: "attribute", name: numbers[place]!, dims: [dim] })[0]!),
  };
}

function withAttributes(attributes: Attributes, map: (sizes: Sizes) => readonly Dim[]): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, data]) => {
      if (!numericAttributes.includes(name) || data === undefined) return [name, data];
      if (Array.isArray(data)) return [name, map({ of: "attribute", name, dims: data as Dim[] })];
      return [name, map({ of: "attribute", name, dims: [data as Dim] })[0]];
    }),
  );
}
