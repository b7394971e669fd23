/**
 * Groups of nodes that lead to each other, found while asking (Tarjan's algorithm, without recursion): what was looked at for
 * one node is not looked at again for another, so all answers together take one walk.
 */
export class StronglyConnected<T> {
  readonly #next: (node: T) => readonly T[];
  readonly #order = new Map<T, number>();
  readonly #lowest = new Map<T, number>();
  readonly #groups = new Map<T, readonly T[]>();
  readonly #open: T[] = [];

  /** `next` gives the nodes that one leads to. */
  constructor(next: (node: T) => readonly T[]) {
    this.#next = next;
  }

  /** The node and all that it leads to and that lead back to it. */
  groupOf(node: T): readonly T[] {
    if (!this.#order.has(node)) this.#walk(node);
    return this.#groups.get(node)!;
  }

  #walk(root: T): void {
    const path = [this.#enter(root)];
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const { node, left } = at;
      const next = left.pop();
      if (next === undefined) {
        path.pop();
        this.#leave(node, path.at(-1)?.node);
      } else if (!this.#order.has(next)) path.push(this.#enter(next));
      else if (!this.#groups.has(next)) this.#lower(node, this.#order.get(next)!);
    }
  }

  #enter(node: T): { readonly node: T; readonly left: T[] } {
    this.#lowest.set(node, this.#order.size);
    this.#order.set(node, this.#order.size);
    this.#open.push(node);
    return { node, left: [...this.#next(node)] };
  }

  /** A node from which nothing older can be reached closes its group. */
  #leave(node: T, before: T | undefined): void {
    const lowest = this.#lowest.get(node)!;
    if (lowest === this.#order.get(node)) {
      const group = this.#open.splice(this.#open.lastIndexOf(node));
      for (const member of group) this.#groups.set(member, group);
    }
    if (before !== undefined) this.#lower(before, lowest);
  }

  #lower(node: T, order: number): void {
    this.#lowest.set(node, Math.min(this.#lowest.get(node)!, order));
  }
}
