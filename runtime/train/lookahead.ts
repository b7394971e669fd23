interface LookaheadOptions<P, V> {
  readonly make: (position: P) => Promise<V>;
  /** What will be asked for after `position`; undefined at the end. */
  readonly next: (position: P) => P | undefined;
  /** How many are made ready, or under way, beyond the one that is asked for. */
  readonly ahead: number;
}

/** A bounded queue of values that are made in order, ahead of being asked for. A jump begins the queue anew. */
export class Lookahead<P extends object, V> {
  readonly #options: LookaheadOptions<P, V>;
  #queue: { readonly key: string; readonly value: Promise<V> }[] = [];

  constructor(options: LookaheadOptions<P, V>) {
    this.#options = options;
  }

  take(position: P): Promise<V> {
    const { next, ahead } = this.#options;
    const found = this.#queue.findIndex(({ key }) => key === JSON.stringify(position));
    this.#queue = found < 0 ? [] : this.#queue.slice(found);
    let last: P | undefined = position;
    for (let count = 0; count <= ahead && last !== undefined; count++) {
      if (count >= this.#queue.length) this.#queue.push(this.#begin(last));
      last = next(last);
    }
    return this.#queue.shift()!.value;
  }

  #begin(position: P) {
    const value = this.#options.make(position);
    // Whoever asks for it is told; that nobody has asked yet is no reason to end the process.
    value.catch(() => {});
    return { key: JSON.stringify(position), value };
  }
}
