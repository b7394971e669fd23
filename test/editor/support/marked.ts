import type { Position, Range } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Client } from "./client.ts";

/** A text in which `<|>` marks the places that a test asks about. */
export interface Marked {
  readonly text: string;
  readonly positions: readonly Position[];
}

export function marked(source: string): Marked {
  const [first = "", ...parts] = source.split("<|>");
  let text = first;
  const offsets = parts.map((part) => {
    const offset = text.length;
    text += part;
    return offset;
  });
  const document = TextDocument.create("", "kpnet", 0, text);
  return { text, positions: offsets.map((offset) => document.positionAt(offset)) };
}

/** The line of a range with the range in `‹ ›`. */
export function shown(text: string, { start, end }: Range): string {
  const document = TextDocument.create("", "kpnet", 0, text);
  const [from, to] = [document.offsetAt(start), document.offsetAt(end)];
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  const lineEnd = text.indexOf("\n", to);
  const before = text.slice(lineStart, from);
  const after = text.slice(to, lineEnd < 0 ? undefined : lineEnd);
  return `${before}‹${text.slice(from, to)}›${after}`.trim();
}

/** Files of one test, opened in an editor; those with `<|>` have places that are asked about. */
export class Scene {
  readonly client: Client;
  readonly #texts = new Map<string, string>();
  readonly #positions: { readonly path: string; readonly position: Position }[] = [];

  private constructor(client: Client) {
    this.client = client;
  }

  /** Opens files, by default one. The last one's marks are what is asked about first. */
  static async open(client: Client, files: string | Readonly<Record<string, string>>): Promise<Scene> {
    const scene = new Scene(client);
    for (const [path, source] of Object.entries(typeof files === "string" ? { "spec.kpnet": files } : files)) {
      const { text, positions } = marked(source);
      scene.#texts.set(path, text);
      for (const position of positions) scene.#positions.push({ path, position });
      await client.reopen(path, text);
    }
    return scene;
  }

  /** Closes the files again. */
  async close(): Promise<void> {
    for (const path of this.#texts.keys()) await this.client.close(path);
  }

  text(path = "spec.kpnet"): string {
    return this.#texts.get(path)!;
  }

  /** Asks about a marked place. */
  ask<Result>(method: string, more: object = {}, mark = 0): Promise<Result> {
    const { path, position } = this.#positions[mark]!;
    return this.client.request(method, { textDocument: { uri: this.client.uri(path) }, position, ...more });
  }

  /** Asks about a whole file. */
  askFile<Result>(method: string, more: object = {}, path = "spec.kpnet"): Promise<Result> {
    return this.client.request(method, { textDocument: { uri: this.client.uri(path) }, ...more });
  }

  /** A place with its line: `blocks.kpnet: block ‹Up›(out: int) {`. */
  show({ uri, range }: { readonly uri: string; readonly range: Range }): string {
    const path = [...this.#texts.keys()].find((each) => this.client.uri(each) === uri);
    return path === undefined ? uri : `${path}: ${shown(this.#texts.get(path)!, range)}`;
  }
}
