import { isEqual } from "./equal.ts";

interface Entry {
  readonly value: unknown;
  readonly compute: () => unknown;
  /** True for what comes from outside: it is looked at once in each revision. */
  readonly input: boolean;
  /** Questions that were asked to answer this one, in order. */
  readonly dependencies: readonly string[];
  /** The revision in which the value last became another one. */
  readonly changed: number;
  /** The revision in which the value was last known to be right. */
  verified: number;
}

/** So many revisions an answer is kept that nobody asks for: an editor may ask about one line only before the next key is hit. */
const kept = 4;

/**
 * Answers questions that build on each other, and remembers the answers: in a later revision a question is worked out
 * anew only where the answer to one that it built on has changed. What it builds on is noted while it is worked out, so
 * nobody has to say it. (The scheme of query-based compilers, such as rust-analyzer's salsa.)
 *
 * Answers are plain data: one that is worked out anew and comes out equal counts as unchanged. A question is answered by
 * the same rule each time, and its answer may not depend on itself.
 */
export class Memo {
  readonly #entries = new Map<string, Entry>();
  /** For each question that is being worked out, what it has asked so far. */
  readonly #asking: Set<string>[] = [];
  #revision = 0;
  #computed: string[] = [];

  /** Questions that were worked out in this revision; those whose remembered answer still held are not among them. */
  get computed(): readonly string[] {
    return this.#computed;
  }

  /** Begins a revision: inputs may have changed. What nobody asked for in the last few is forgotten. */
  revise(): void {
    this.#revision += 1;
    for (const [key, { verified }] of this.#entries) {
      if (verified < this.#revision - kept) this.#entries.delete(key);
    }
    this.#computed = [];
  }

  /** The answer to a question. `compute` may ask others. */
  ask<T>(key: string, compute: () => T): T {
    this.#asking.at(-1)?.add(key);
    return this.#current(key, compute, false).value as T;
  }

  /** Something from outside, such as the text of a file. */
  input<T>(key: string, read: () => T): T {
    this.#asking.at(-1)?.add(key);
    return this.#current(key, read, true).value as T;
  }

  #current(key: string, compute: () => unknown, input: boolean): Entry {
    const known = this.#entries.get(key);
    return known !== undefined && this.#holds(known) ? known : this.#compute(key, compute, input);
  }

  /** Whether an answer is still right: none of those that it builds on has become another one since. */
  #holds(entry: Entry): boolean {
    if (entry.verified === this.#revision) return true;
    if (entry.input) return false;
    for (const key of entry.dependencies) {
      const dependency = this.#entries.get(key);
      if (dependency === undefined) return false;
      const { changed } = this.#current(key, dependency.compute, dependency.input);
      if (changed > entry.verified) return false;
    }
    entry.verified = this.#revision;
    return true;
  }

  #compute(key: string, compute: () => unknown, input: boolean): Entry {
    const before = this.#entries.get(key);
    const asked = new Set<string>();
    this.#asking.push(asked);
    let value: unknown;
    try {
      value = compute();
    } finally {
      this.#asking.pop();
    }
    this.#computed.push(key);
    const unchanged = before !== undefined && isEqual(before.value, value);
    const entry = {
      value: unchanged ? before.value : value,
      compute,
      input,
      dependencies: [...asked],
      changed: unchanged ? before.changed : this.#revision,
      verified: this.#revision,
    };
    this.#entries.set(key, entry);
    return entry;
  }
}
