import { TextDocument } from "vscode-languageserver-textdocument";
import type { FileSource } from "../../compiler/file-source.ts";
import { Cache, type CheckedProject, checkOpened } from "../../compiler/index.ts";
import type { TextLookup } from "../../diagnostics/place.ts";
import type { FileTree } from "../../grammar/tree.ts";

/**
 * The files of one project: those that are open in the editor as they are there, all others as they are on disk. Answers
 * hold for the texts of this moment, and what the compiler worked out for earlier ones is used again where it still holds.
 */
export class Project {
  readonly cache = new Cache();
  readonly #disk: FileSource;
  readonly #specs: () => readonly string[];
  readonly #open = new Map<string, TextDocument>();
  readonly #documents = new Map<string, TextDocument>();
  readonly #answers = new Map<string, unknown>();
  #stale = true;

  constructor(disk: FileSource, specs: () => readonly string[]) {
    this.#disk = disk;
    this.#specs = specs;
  }

  /** A file was opened or edited. */
  put(path: string, document: TextDocument): void {
    this.#open.set(path, document);
    this.#stale = true;
  }

  /** A file was closed: it is again what is on disk. */
  close(path: string): void {
    this.#open.delete(path);
    this.#stale = true;
  }

  /** Files on disk may have changed. */
  invalidate(): void {
    this.#stale = true;
  }

  /** Paths of the files that are open. */
  get open(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** The editor's number for the text of an open file. */
  versionOf(path: string): number | undefined {
    return this.#open.get(path)?.version;
  }

  /** All specs of the project, open or not. */
  get specs(): readonly string[] {
    return [...new Set([...this.#open.keys(), ...this.#specs()])];
  }

  check(path: string): CheckedProject {
    return this.remember(`check ${path}`, () => checkOpened(path, this.cache));
  }

  /** What was worked out of the texts as they are now, kept until they change. */
  remember<T>(question: string, answer: () => T): T {
    this.fresh();
    if (!this.#answers.has(question)) this.#answers.set(question, answer());
    return this.#answers.get(question) as T;
  }

  tree(path: string): FileTree {
    return this.fresh().parsed(path).tree;
  }

  /** Texts of the files, and where their declarations begin. */
  get lookup(): TextLookup {
    return {
      text: (path) => this.fresh().text(path),
      offset: (path, key) => (key === "" ? 0 : this.tree(path).declarations.find((each) => each.key === key)?.offset),
    };
  }

  /** The text of a file with its lines; of one that is not there an empty one. */
  document(path: string): TextDocument {
    const open = this.#open.get(path);
    if (open !== undefined) return open;
    const text = this.fresh().text(path) ?? "";
    const known = this.#documents.get(path);
    if (known?.getText() === text) return known;
    const document = TextDocument.create(path, "kpnet", 0, text);
    this.#documents.set(path, document);
    return document;
  }

  /** The compiler's answers, for the texts as they are now. */
  fresh(): Cache {
    if (this.#stale) {
      this.#documents.clear();
      this.#answers.clear();
      this.cache.open({ ...this.#disk, read: (path) => this.#open.get(path)?.getText() ?? this.#disk.read(path) });
      this.#stale = false;
    }
    return this.cache;
  }
}
