import { printable } from "../printable.ts";
import type { ByteReader } from "./byte-reader.ts";
import { PickleError } from "./pickle-error.ts";

/**
 * What a pickle may refer to. Nothing else exists for it: a pickle can name any function of Python, and only these names
 * mean anything here.
 */
export interface PickleHost {
  /** What stands for a global such as `collections.OrderedDict`: a function where it may be called; undefined refuses it. */
  readonly global: (name: string) => unknown;
  /** What stands for an object that is kept outside of the pickle. */
  readonly persistent: (id: unknown) => unknown;
}

/**
 * The stack machine that a pickle is a program for. Values are null, booleans, numbers, bigints, texts, bytes, arrays (of
 * lists and tuples alike), maps (of dicts), and what the host made. A value that stands in several places is shared, never
 * copied, so that what is built takes no more memory than a fixed multiple of the pickle.
 */
export class Machine {
  readonly input: ByteReader;
  readonly #host: PickleHost;
  #stack: unknown[] = [];
  /** The stacks below each mark that is open. */
  readonly #below: unknown[][] = [];
  readonly #memo = new Map<number, unknown>();

  constructor(input: ByteReader, host: PickleHost) {
    this.input = input;
    this.#host = host;
  }

  push(value: unknown): void {
    this.#stack.push(value);
  }

  pop(): unknown {
    return this.popMany(1)[0];
  }

  top(): unknown {
    const value = this.pop();
    this.push(value);
    return value;
  }

  /** The last few values, in order. */
  popMany(count: number): unknown[] {
    if (this.#stack.length < count) throw new PickleError("is damaged: its pickle takes a value where there is none");
    return this.#stack.splice(this.#stack.length - count);
  }

  mark(): void {
    this.#below.push(this.#stack);
    this.#stack = [];
  }

  popToMark(): unknown[] {
    const values = this.#stack;
    const below = this.#below.pop();
    if (below === undefined) throw new PickleError("is damaged: its pickle closes a mark that it never set");
    this.#stack = below;
    return values;
  }

  remember(place: number): void {
    this.#memo.set(place, this.top());
  }

  /** Under the next free number. */
  memoize(): void {
    this.remember(this.#memo.size);
  }

  recall(place: number): void {
    if (!this.#memo.has(place))
      throw new PickleError(`is damaged: its pickle recalls value ${place}, which it never kept`);
    this.push(this.#memo.get(place));
  }

  pushGlobal(module: unknown, name: unknown): void {
    if (typeof module !== "string" || typeof name !== "string")
      throw new PickleError("is damaged: its pickle names a global by what is no text");
    const full = `${module}.${name}`;
    const value = this.#host.global(full);
    if (value === undefined) throw refused(full);
    this.push(value);
  }

  pushPersistent(): void {
    this.push(this.#host.persistent(this.pop()));
  }

  /** Calls a function of the host with a tuple of arguments. */
  call(): void {
    const args = this.pop();
    const callee = this.pop();
    if (typeof callee !== "function" || !Array.isArray(args))
      throw new PickleError("is damaged: its pickle calls what is no function");
    this.push(callee(args));
  }

  append(items: readonly unknown[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw new PickleError("is damaged: its pickle appends to what is no list");
    for (const item of items) list.push(item);
  }

  /** Keys and values in turn, into the dict on top. */
  setItems(pairs: readonly unknown[]): void {
    const dict = this.top();
    if (!(dict instanceof Map) || pairs.length % 2 !== 0)
      throw new PickleError("is damaged: its pickle sets an item of what is no dict");
    for (let index = 0; index < pairs.length; index += 2) dict.set(pairs[index], pairs[index + 1]);
  }

  /** Attributes of an object. A state dict has `_metadata`, which says nothing about its tensors; they are dropped. */
  dropAttributes(): void {
    this.pop();
    if (!(this.top() instanceof Map))
      throw new PickleError("is damaged: its pickle sets attributes of what is no dict");
  }
}

function refused(name: string): PickleError {
  return new PickleError(
    `asks to run ${printable(name, 80)}: refused, since nothing in a file is ever run; only plain tensors are read, as ` +
      "torch.save(model.state_dict(), ...) writes them",
  );
}
