import assert from "node:assert/strict";
import type { Diagnostic } from "vscode-languageserver/node.js";
import { TextDocument } from "vscode-languageserver-textdocument";
import { memorySource } from "../../../compiler/file-source.ts";
import { checkProject } from "../../../compiler/index.ts";
import { positionOf } from "../../../diagnostics/position.ts";
import { specTexts } from "../../support/check.ts";
import { randomNumbers } from "../../support/random.ts";
import type { Client } from "./client.ts";

/** The stretch of a text that is replaced, and by what. */
interface RandomEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const scraps = [
  "(",
  ")",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "=",
  "\n",
  " ",
  '"',
  "@",
  "//",
  "3",
  "-1",
  "..",
  "x",
  "relu()",
  "model ",
  "0.5",
  "%",
];

/** Draws whole numbers and elements of lists. */
class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = randomNumbers(seed);
  }

  /** 0 to `limit` - 1. */
  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** What a hand might do: type a sign, delete something, repeat a line, put one word in another's place. */
function randomEdit(text: string, random: Random): RandomEdit {
  const at = random.below(text.length + 1);
  switch (random.below(4)) {
    case 0:
      return { start: at, end: at, text: random.of(scraps) };
    case 1:
      return { start: at, end: Math.min(text.length, at + 1 + random.below(6)), text: "" };
    case 2: {
      const start = text.lastIndexOf("\n", at - 1) + 1;
      const end = text.indexOf("\n", at);
      return { start, end: start, text: text.slice(start, end < 0 ? undefined : end + 1) };
    }
    default: {
      const words = [...text.matchAll(/\w+/g)];
      if (words.length === 0) return { start: at, end: at, text: "a" };
      const word = random.of(words);
      return { start: word.index, end: word.index + word[0].length, text: random.of(words)[0] };
    }
  }
}

/** Requests that may come at any time, each with what it asks beside the place. */
const requests: readonly (readonly [string, object])[] = [
  ["textDocument/hover", {}],
  ["textDocument/completion", {}],
  ["textDocument/signatureHelp", {}],
  ["textDocument/definition", {}],
  ["textDocument/typeDefinition", {}],
  ["textDocument/references", { context: { includeDeclaration: true } }],
  ["textDocument/documentHighlight", {}],
  ["textDocument/prepareRename", {}],
  ["textDocument/inlayHint", { range: { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } } }],
  ["textDocument/documentSymbol", {}],
  ["textDocument/foldingRange", {}],
  ["textDocument/semanticTokens/full", {}],
  ["textDocument/documentLink", {}],
  ["textDocument/codeLens", {}],
  ["textDocument/formatting", { options: { tabSize: 2, insertSpaces: true } }],
];

/**
 * Edits a spec at random, and after each edit holds what the server tells to a fresh check, and asks it something. Half of the
 * edits are taken back, so that the text stays near the spec.
 */
export async function editAtRandom(client: Client, path: string, count: number, seed: number): Promise<void> {
  const random = new Random(seed);
  const original = specTexts[path]!;
  let text = original;
  let undo: string | undefined;
  await client.reopen(path, text);
  for (let index = 0; index < count; index++) {
    const { start, end, text: put } = randomEdit(text, random);
    const before = text;
    const isTakenBack = undo !== undefined && random.below(2) === 0;
    text = isTakenBack ? undo! : `${text.slice(0, start)}${put}${text.slice(end)}`;
    // What has drifted far is only noise.
    if (index % 40 === 39) text = original;
    undo = before;
    const document = TextDocument.create("", "kpnet", 0, before);
    const change =
      isTakenBack || index % 40 === 39
        ? { text }
        : { range: { start: document.positionAt(start), end: document.positionAt(end) }, text: put };
    const version = await client.change(path, change);
    const told = client.diagnostics(path, version);
    const [method, more] = random.of(requests);
    const now = TextDocument.create("", "kpnet", 0, text);
    const position = now.positionAt(random.below(text.length + 1));
    await client.request(method, { textDocument: { uri: client.uri(path) }, position, ...more });
    assert.deepEqual((await told).map(plain), fresh(path, text), `edit ${index} of seed ${seed}`);
  }
  await client.close(path);
}

/** What a fresh check tells of the file. */
function fresh(path: string, text: string) {
  const { diagnostics, lookup } = checkProject(path, memorySource({ ...specTexts, [path]: text }));
  return diagnostics
    .filter(({ place }) => place.file === path)
    .map(({ name, message, help, place }) => {
      const { line, column, endLine, endColumn } = positionOf(place, lookup);
      const range = {
        start: { line: line - 1, character: column - 1 },
        end: { line: endLine - 1, character: endColumn - 1 },
      };
      return { name, message: help === undefined ? message : `${message}\n${help}`, range };
    });
}

function plain({ code, message, range }: Diagnostic) {
  return { name: code, message, range };
}
