import { DataError, orFault } from "./reader.ts";

/** So many faulty files are told of at once: who put the files there sees what they have in common. */
const mostTold = 10;
/** So many are listed where they are skipped; the others are only counted. */
const mostListed = 1000;

/** What becomes of a bad example: all that is wrong is an error, or it is left out, counted and listed. */
export type OnBadExample = "error" | "skip";

/**
 * Gathers what is wrong with examples that are read one by one. Under `error` all of it is told in one go: `check` comes after the
 * last, and the error that it throws is the first file's, with the others in `others`. Under `skip` it is listed.
 */
export class Faults {
  readonly #mode: OnBadExample;
  readonly #found: DataError[] = [];
  #count = 0;

  constructor(mode: OnBadExample = "error") {
    this.#mode = mode;
  }

  /** How many there were. */
  get count(): number {
    return this.#count;
  }

  /** The first thousand of them. */
  get listed(): readonly DataError[] {
    return this.#found;
  }

  /** Throws once there are more faults than are told. */
  add(fault: DataError): void {
    this.#count++;
    if (this.#found.length < mostListed) this.#found.push(fault);
    if (this.#mode === "error" && this.#count === mostTold) this.check();
  }

  /** What `work` on one example gives; undefined where that threw DataError. */
  async of<T>(work: () => Promise<T>): Promise<T | undefined> {
    const result = await orFault(work);
    if (!(result instanceof DataError)) return result;
    this.add(result);
    return undefined;
  }

  /** Throws DataError where there was any, and they are not to be skipped. */
  check(): void {
    if (this.#mode === "error") this.refuse();
  }

  /** Throws DataError where there was any: nothing is left. */
  refuse(): void {
    const told = this.#found.slice(0, mostTold);
    const [first, ...others] = told.toSorted((a, b) => (a.file < b.file ? -1 : 1));
    if (first !== undefined) throw new DataError(first.message, first.file, first.line, others);
  }
}
