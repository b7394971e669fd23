import type { Instruction, Program, Value } from "../../ir/program.ts";
import { type Body, type Item, isInstruction, madeBy, type Part, type Scope, takenBy } from "./body.ts";
import { liesIn, relativeTo } from "./scopes.ts";
import { mapItem, mapSizes } from "./walk.ts";

/** What a whole program has besides its instructions, by the names of values. */
export interface Surroundings {
  readonly weights: ReadonlyMap<string, string>;
  readonly masks: ReadonlyMap<string, string>;
  readonly gradients: ReadonlyMap<string, string>;
  readonly updates: ReadonlyMap<string, string>;
  /** Of values that came out of calls in records. */
  readonly parts: Map<string, Part>;
}

export function surroundingsOf(program: Program): Surroundings {
  const keys = (holders: readonly { readonly key: string; readonly value: Value }[]) =>
    new Map(holders.map(({ key, value }) => [value.name, key]));
  return {
    weights: keys(program.weights),
    masks: new Map(program.masks.map(({ path, value }) => [value.name, path])),
    gradients: keys(program.gradients),
    updates: keys(program.updates),
    parts: new Map(),
  };
}

/**
 * A scope's code in one pass, as a body whose values are numbered in the order in which they are met: of two scopes that do the
 * same, the bodies are equal but for their sizes.
 */
export class Segment {
  readonly scope: Scope;
  readonly pass: Instruction["pass"];
  /** The items of the whole program that it consists of. */
  readonly items: readonly Item[];
  readonly body: Body;
  /** Local values, by the names that they have in the program. */
  readonly #local = new Map<string, Value>();
  /** The other way, by local names. */
  readonly outer = new Map<string, Value>();
  readonly #made: ReadonlySet<string>;
  /** Of the same scope, for its backward pass. */
  readonly #forward: Segment | undefined;
  /** Names of weights and masks, which each pass takes by itself. */
  readonly #isWeight = new Set<string>();
  /** Local names of what others take from here. */
  readonly exported = new Set<string>();

  constructor(
    scope: Scope,
    pass: Instruction["pass"],
    items: readonly Item[],
    around: Surroundings,
    forward?: Segment,
  ) {
    this.scope = scope;
    this.pass = pass;
    this.items = items;
    this.#forward = forward;
    this.#made = new Set(items.flatMap(madeBy).map(({ name }) => name));
    this.body = this.#localised(around);
  }

  /** All but its sizes, as text: what scopes have in common that can share a routine. */
  get key(): string {
    const bare = mapSizes(this.body, ({ dims }) => dims.map(() => 0));
    const kinds = this.body.items.flatMap((item) => (isInstruction(item) ? (kindOf(item) ?? []) : []));
    const text = kinds.join("") + JSON.stringify(bare, (name, data) => (name === "routine" ? data.name : data));
    return `${this.scope.kind} ${this.scope.name} ${this.pass} ${text}`;
  }

  /** The local name of a value of the program. */
  localOf(name: string): string | undefined {
    return this.#isWeight.has(name) ? undefined : this.#local.get(name)?.name;
  }

  makes(value: Value): boolean {
    return this.#made.has(value.name);
  }

  #localised(around: Surroundings): Body {
    const { path } = this.scope;
    const inputs: Value[] = [];
    const parts: Part[] = [];
    const weights: Body["weights"][number][] = [];
    const masks: Body["masks"][number][] = [];
    const gradients: Body["gradients"][number][] = [];
    const updates: Body["updates"][number][] = [];
    let kept: Value | undefined;

    const give = (value: Value): Value => {
      const local = { name: `v${this.#local.size}`, shape: value.shape };
      this.#local.set(value.name, local);
      this.outer.set(local.name, value);
      return local;
    };
    const record = (): Value => {
      kept ??= { name: "kept", shape: [] };
      return kept;
    };
    const taken = (value: Value): Value => {
      const known = this.#local.get(value.name);
      if (known !== undefined) return known;
      const key = around.weights.get(value.name);
      if (key !== undefined && liesIn(key, path)) {
        const local = give(value);
        this.#isWeight.add(value.name);
        weights.push({ key: relativeTo(path, key), value: local });
        return local;
      }
      const mask = around.masks.get(value.name);
      if (mask !== undefined && liesIn(mask, path)) {
        const local = give(value);
        this.#isWeight.add(value.name);
        masks.push({ path: relativeTo(path, mask), value: local });
        return local;
      }
      const part = around.parts.get(value.name);
      if (part !== undefined && this.#isWithin(part.record, around.parts)) {
        const within = taken(part.record);
        const local = give(value);
        parts.push({ value: local, record: within, field: part.field });
        return local;
      }
      const field = this.#forward?.localOf(value.name);
      if (field !== undefined) {
        const local = give(value);
        parts.push({ value: local, record: record(), field });
        return local;
      }
      const local = give(value);
      inputs.push(local);
      return local;
    };
    const items = this.items.map((item): Item => {
      for (const value of takenBy(item)) taken(value);
      for (const value of madeBy(item)) {
        const local = this.#local.get(value.name) ?? give(value);
        const gradient = around.gradients.get(value.name);
        if (gradient !== undefined && liesIn(gradient, path))
          gradients.push({ key: relativeTo(path, gradient), value: local });
        const update = around.updates.get(value.name);
        if (update !== undefined && liesIn(update, path)) updates.push({ key: relativeTo(path, update), value: local });
      }
      // What is in a record has no name here until it is taken; its name there stands for it.
      const local = mapItem(item, (value) => this.#local.get(value.name) ?? { ...value, name: "" });
      return { ...local, path: relativeTo(path, pathOf(item)) } as Item;
    });
    const held = kept === undefined ? {} : { kept };
    return { inputs, ...held, parts, weights, masks, items, gradients, updates };
  }

  /** Whether a record is made here, or by the forward pass of this scope. */
  #isWithin(record: Value, parts: Surroundings["parts"]): boolean {
    if (this.#made.has(record.name) || this.#forward?.makes(record) === true) return true;
    const part = parts.get(record.name);
    return part !== undefined && this.#isWithin(part.record, parts);
  }
}

/**
 * Whether a convolution, or a gradient of one, is over all channels at once, over each by itself, or in groups: different code, though
 * only a number differs.
 */
function kindOf({ attributes, inputs }: Instruction): string | undefined {
  const { groups } = attributes as { groups?: number };
  if (groups === undefined) return undefined;
  if (groups === 1) return "all ";
  return inputs.some(({ shape }) => shape.length === 4 && shape[1] === groups) ? "each " : "grouped ";
}

function pathOf(item: Item): string {
  return "path" in item ? item.path : item.repeat;
}

/** How much code a segment is. */
export function weightOf(segment: Segment): number {
  return segment.items.filter((item) => !isInstruction(item) || item.primitive !== "constant").length;
}
