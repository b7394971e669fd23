import { duplicate_name } from "../../diagnostics/catalogue/duplicate_name.ts";
import { unknown_value } from "../../diagnostics/catalogue/unknown_value.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { BoundName } from "../ir/bound.ts";
import type { ValueId } from "../ir/graph.ts";
import type { Shape } from "../ir/shape.ts";
import type { Context } from "./context.ts";

/** What flows from one step to the next. Without a shape: something above is wrong, and was reported. */
export interface Flow {
  readonly value: ValueId | undefined;
  readonly shape: Shape | undefined;
}

export const unknownFlow: Flow = { value: undefined, shape: undefined };

/** Finds what stands deeper inside, by its path from the model or block: `layer1.2`. */
export type FindInside = (path: string) => Flow | undefined;

/** The names of a body's inputs and steps, and the values that they stand for. */
export class Names {
  readonly #context: Context;
  /** Names of the body around a branch or repeat, which are seen in it. */
  readonly #around: Names | undefined;
  readonly #findInside: FindInside;
  readonly #places = new Map<string, Place>();
  readonly #values = new Map<string, Flow>();
  readonly #unnamed = new Map<string, number>();

  constructor(context: Context, findInside: FindInside, around?: Names) {
    this.#context = context;
    this.#findInside = findInside;
    this.#around = around;
  }

  /** The names of a branch or repeat in this body. */
  inside(context: Context): Names {
    return new Names(context, this.#findInside, this);
  }

  /** Takes a name for something new; false where it is taken already, which is reported. */
  declare({ text, place }: BoundName): boolean {
    const first = this.#places.get(text);
    if (first === undefined) {
      this.#places.set(text, place);
      return true;
    }
    const related = [{ place: first, message: "the first one" }];
    this.#context.report(duplicate_name.at(place, { name: text }, { related }));
    return false;
  }

  give(name: string, value: Flow): void {
    this.#values.set(name, value);
  }

  /** The value of this name; one that nothing above has is reported, unless it may have been lost. */
  valueOf({ text, place }: BoundName, damaged: boolean): Flow {
    const value = this.#find(text) ?? this.#findInside(text);
    if (value !== undefined) return value;
    if (!damaged) {
      const hint = nearest(text, this.#known());
      const edit = hint === undefined ? {} : { edit: { title: `write ${hint}`, place, text: hint } };
      this.#context.report(unknown_value.at(place, { name: text, nearest: hint }, edit));
    }
    return unknownFlow;
  }

  #find(text: string): Flow | undefined {
    const own = this.#values.get(text);
    return own === undefined && this.#around !== undefined ? this.#around.#find(text) : own;
  }

  #known(): string[] {
    return [...this.#values.keys(), ...(this.#around === undefined ? [] : this.#around.#known())];
  }

  /** The name of a step without one: `relu#2` is the second such relu. */
  nameUnnamed(op: string): string {
    const count = (this.#unnamed.get(op) ?? 0) + 1;
    this.#unnamed.set(op, count);
    return `${op}#${count}`;
  }

  /** `linear1`, or the next such name that nothing has. */
  suggest(op: string): string {
    for (let count = 1; ; count++) if (!this.#places.has(`${op}${count}`)) return `${op}${count}`;
  }
}
