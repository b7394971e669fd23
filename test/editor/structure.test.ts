import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type {
  DocumentSymbol,
  FoldingRange,
  SelectionRange,
  SemanticTokens,
  TextEdit,
  WorkspaceSymbol,
} from "vscode-languageserver/node.js";
import { Client } from "./support/client.ts";
import { Scene, shown } from "./support/marked.ts";

const nosenet = readFileSync(new URL("../../specs/nosenet.kpnet", import.meta.url), "utf8");

let client: Client;
beforeAll(async () => {
  client = await Client.start();
});
afterAll(async () => {
  expect(await client.stop()).toEqual({ code: 0, errors: "" });
});

it("outlines a file", async () => {
  const scene = await Scene.open(client, nosenet);
  const symbols = await scene.askFile<DocumentSymbol[]>("textDocument/documentSymbol");
  expect(symbols.map(({ name, detail }) => `${detail} ${name}`)).toEqual([
    "keypoint scheme Imm58",
    "dataset ImmFaces",
    "set of examples NoseExamples",
    "model NoseNet",
    "experiment Nose",
    "model NoseNetAlternative",
    "experiment NoseAlternative",
  ]);
  const model = symbols.find(({ name }) => name === "NoseNet")!;
  expect(model.children!.slice(0, 3).map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
    "image: input",
    "conv1: conv2d",
    "maxpool1: maxpool2d",
  ]);
});

it("outlines what is left of a broken file", async () => {
  const scene = await Scene.open(client, "model {\n  a = \n}\nmodel Good {\n  b = relu(\n  c = relu()\n}\nconst = 3\n");
  const symbols = await scene.askFile<DocumentSymbol[]>("textDocument/documentSymbol");
  expect(symbols.find(({ name }) => name === "Good")!.children!.map(({ name }) => name)).toEqual(["b", "c"]);
});

it("finds declarations of the workspace by some of their letters", async () => {
  client.write("deep/inside/other.kpnet", "const wingspan = 3\nmodel WingNet { }\n");
  const found = await client.request<WorkspaceSymbol[]>("workspace/symbol", { query: "wgn" });
  expect(found.map(({ name }) => name)).toEqual(["wingspan", "WingNet"]);
});

it("folds bodies, comments and imports", async () => {
  const text = `// one
// two
import { A } from "./a.kpnet"
import { B } from "./b.kpnet"

model M {
  layer = repeat i in 0..<3 {
    relu()
  }
}
`;
  const scene = await Scene.open(client, text);
  const found = await scene.askFile<FoldingRange[]>("textDocument/foldingRange");
  expect(found.map(({ startLine, endLine, kind }) => [startLine, endLine, kind])).toEqual([
    [6, 7, undefined],
    [5, 8, undefined],
    [0, 1, "comment"],
    [2, 3, "imports"],
  ]);
});

it("widens a selection from a name to the file", async () => {
  const scene = await Scene.open(client, "model M {\n  conv = conv2d(6, kernel: [1, 5])\n}\n");
  const positions = [{ line: 1, character: 29 }];
  const [innermost] = await scene.askFile<SelectionRange[]>("textDocument/selectionRange", { positions });
  const texts: string[] = [];
  for (let each: SelectionRange | undefined = innermost; each !== undefined; each = each.parent)
    texts.push(shown(scene.text(), each.range).replace(/\s+/g, " "));
  expect(texts).toEqual([
    "conv = conv2d(6, kernel: [‹1›, 5])",
    "conv = conv2d(6, kernel: ‹[1, 5]›)",
    "conv = conv2d(6, ‹kernel: [1, 5]›)",
    "conv = ‹conv2d(6, kernel: [1, 5])›",
    "‹conv = conv2d(6, kernel: [1, 5])›",
    "‹model M { conv = conv2d(6, kernel: [1, 5]) }›",
    "‹model M { conv = conv2d(6, kernel: [1, 5]) } ›",
  ]);
});

it("tells what names are", async () => {
  const text =
    "const n = 3\nmodel M(p: int = n) {\n  input x: image[1, H, W]\n  a = conv2d(p) @assumed\n  output y: features[p, H, W] from a\n}\n";
  const scene = await Scene.open(client, text);
  const { data } = await scene.askFile<SemanticTokens>("textDocument/semanticTokens/full");
  const { legend } = client.initialized.capabilities.semanticTokensProvider!;
  const lines = text.split("\n");
  const told: string[] = [];
  let [line, character] = [0, 0];
  for (let index = 0; index < data.length; index += 5) {
    const [down, along, length, type] = data.slice(index, index + 4) as [number, number, number, number];
    character = down === 0 ? character + along : along;
    line += down;
    told.push(`${lines[line]!.slice(character, character + length)}: ${legend.tokenTypes[type]}`);
  }
  expect(told).toEqual([
    "n: variable",
    "M: class",
    "p: parameter",
    "n: variable",
    "x: variable",
    "H: type",
    "W: type",
    "a: variable",
    "conv2d: function",
    "p: parameter",
    "assumed: decorator",
    "y: variable",
    "p: parameter",
    "H: type",
    "W: type",
    "a: variable",
  ]);
});

it("formats a file, changing only what differs", async () => {
  const scene = await Scene.open(client, nosenet.replace("conv1    = conv2d(", "conv1=conv2d("));
  const options = { tabSize: 2, insertSpaces: true };
  const [edit, ...others] = await scene.askFile<TextEdit[]>("textDocument/formatting", { options });
  expect(others).toEqual([]);
  expect(edit).toMatchObject({ newText: expect.stringMatching(/^ +=.$/) });
});

it("leaves a formatted file alone, and one with syntax errors", async () => {
  const options = { tabSize: 2, insertSpaces: true };
  const sound = await Scene.open(client, nosenet);
  expect(await sound.askFile("textDocument/formatting", { options })).toEqual([]);
  const broken = await Scene.open(client, nosenet.replace("conv1    = conv2d(6", "conv1=conv2d(6 6"));
  expect(await broken.askFile("textDocument/formatting", { options })).toEqual([]);
});
