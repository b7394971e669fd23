import { DataError } from "./reader.ts";

/** So many faulty files are told of at once: who put the files there sees what they have in common. */
const mostTold = 10;

/**
 * Gathers what is wrong with files that are read one by one, so that all of it is told in one go. `check` comes after the last; the
 * error that it throws is the first file's, with the others in `others`.
 */
export class Faults {
  readonly #found: DataError[] = [];

  /** What `work` on one file gives; undefined where that threw DataError. Throws once there are more faults than are told. */
  async of<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      this.#found.push(error);
      if (this.#found.length === mostTold) this.check();
      return undefined;
    }
  }

  /** Throws DataError where there was any. */
  check(): void {
    const [first, ...others] = this.#found.toSorted((a, b) => (a.file < b.file ? -1 : 1));
    if (first !== undefined) throw new DataError(first.message, first.file, first.line, others);
  }
}
