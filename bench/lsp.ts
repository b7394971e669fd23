/**
 * How soon the language server answers at specs/wide-resnet50.kpnet, over stdio, and what memory it holds after many edits:
 * `npx tsx bench/lsp.ts [--rounds 200] [--edits 10000]`. It runs dist/, so `npm run build` first. Ends with exit code 1 where a median is over its goal.
 */
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Client } from "../test/editor/support/client.ts";
import { specTexts } from "../test/support/check.ts";
import { median } from "./support/median.ts";

/** Milliseconds that are good enough, medians. */
const goals = { keystroke: 15, hover: 5, completion: 5 } as const;
const path = "wide-resnet50.kpnet";
const bin = new URL("../dist/kpc.cjs", import.meta.url).pathname;

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "200" }, edits: { type: "string", default: "10000" } },
});
if (!existsSync(bin)) throw new Error("there is no dist/ here: npm run build");
const rounds = Number(values.rounds);
const client = await Client.start({ program: [bin, "lsp"], files: specTexts });
let text = specTexts[path]!;
await client.open(path, text);

/** Places where somebody types: what stands there, and what a key makes of it. */
const places = {
  "a model's step": [/conv1 {3}= conv2d\(\d+/, (round: number) => `conv1   = conv2d(${64 + (round % 9)}`],
  "its last step": [/sigmoid\(\)\w*/, (round: number) => `sigmoid()${round % 2 === 0 ? "" : "r"}`],
  "a property": [/epochs: \d+/, (round: number) => `epochs: ${60 + (round % 9)}`],
  "an example step": [/shift\(\d+%/, (round: number) => `shift(${10 + (round % 9)}%`],
  "a comment": [/part 3.*/, (round: number) => `part 3: ${round}`],
} as const satisfies Record<string, readonly [RegExp, (round: number) => string]>;

const all: number[] = [];
console.log(`Node ${process.version}; ms, median over ${rounds} keys each (95%, most)\n`);
for (const [name, [pattern, typed]] of Object.entries(places)) {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await keystroke(pattern, typed(round)));
  print(`keystroke in ${name}`, times);
  all.push(...times);
}
const hover = await ask("textDocument/hover");
const completion = await ask("textDocument/completion");
const hints = await ask("textDocument/inlayHint");
print("keystroke, all places", all);
print("hover", hover);
print("completion", completion);
print("inlay hints of the file", hints);

console.log(`\nmemory of the process after edits, MB: ${(await memoryOverEdits(Number(values.edits))).join(", ")}`);
await client.stop();
const isLate = median(all) > goals.keystroke || median(hover) > goals.hover || median(completion) > goals.completion;
process.exitCode = isLate ? 1 : 0;

/** From the change to the diagnostics of the text that it makes. */
async function keystroke(pattern: RegExp, put: string): Promise<number> {
  const document = TextDocument.create("", "kpnet", 0, text);
  const found = pattern.exec(text)!;
  const [start, end] = [found.index, found.index + found[0].length];
  text = text.slice(0, start) + put + text.slice(end);
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  const begin = performance.now();
  await client.edit(path, { range, text: put });
  return performance.now() - begin;
}

/** Asks about places all over the file. */
async function ask(method: string): Promise<number[]> {
  const document = TextDocument.create("", "kpnet", 0, text);
  const range = { start: { line: 0, character: 0 }, end: document.positionAt(text.length) };
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const position = document.positionAt(Math.floor((text.length * (round + 0.5)) / rounds));
    const begin = performance.now();
    await client.request(method, { textDocument: { uri: client.uri(path) }, position, range });
    times.push(performance.now() - begin);
  }
  return times;
}

/** Resident memory at ten points in time; the first ones while the process warms up. */
async function memoryOverEdits(edits: number): Promise<number[]> {
  const steps = Object.values(places);
  const found: number[] = [];
  for (let edit = 0; edit < edits; edit++) {
    const [pattern, typed] = steps[edit % steps.length]!;
    await keystroke(pattern, typed(Math.floor(edit / steps.length)));
    if ((edit + 1) % Math.max(1, Math.floor(edits / 10)) === 0) found.push(residentMegabytes(client.pid));
  }
  return found;
}

/** Of Linux's own account of a process. */
function residentMegabytes(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024);
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
}

function print(what: string, times: readonly number[]): void {
  const shown = [median(times), quantile(times, 0.95), Math.max(...times)].map((time) => time.toFixed(1));
  console.log(`${what.padEnd(32)} ${shown[0]} (${shown[1]}, ${shown[2]})`);
}
