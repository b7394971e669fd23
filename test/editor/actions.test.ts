import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CodeAction, CodeLens, Diagnostic, SignatureHelp } from "vscode-languageserver/node.js";
import { catalogueByName } from "../../diagnostics/catalogue/index.generated.ts";
import { applied } from "./support/applied.ts";
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

interface Fixes {
  readonly told: readonly Diagnostic[];
  /** By title, what the file becomes and what is told of it then. */
  readonly fixes: ReadonlyMap<string, { readonly text: string; readonly told: readonly Diagnostic[] }>;
}

/** The fixes of the first diagnostic of this name. */
async function fixesOf(name: string, source: string, files: Readonly<Record<string, string>> = {}): Promise<Fixes> {
  for (const [path, text] of Object.entries(files)) client.write(path, text);
  const told = await client.reopen("spec.kpnet", source);
  const diagnostic = told.find(({ code }) => code === name);
  // It may be told of another file than this one.
  if (diagnostic === undefined) return { told, fixes: new Map() };
  const uri = client.uri("spec.kpnet");
  const actions = await client.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic] },
  });
  const own = actions.filter(({ diagnostics }) => diagnostics?.some(({ code }) => code === name));
  const fixes = new Map<string, { text: string; told: readonly Diagnostic[] }>();
  for (const { title, edit } of own) {
    const text = applied(source, edit!.changes![uri]!);
    fixes.set(title, { text, told: await client.reopen("spec.kpnet", text) });
  }
  return { told, fixes };
}

describe("quick fixes", () => {
  it("write the nearest name", async () => {
    const { fixes } = await fixesOf("unknown_step", nosenet.replace("linear(240)", "liner(240)"));
    expect(fixes.get("write linear")).toEqual({ text: nosenet, told: [] });
  });

  it("write the features that flow in", async () => {
    const { fixes } = await fixesOf("linear_in_features", nosenet.replace("linear(240)", "linear(512 -> 240)"));
    expect(fixes.get("write 480 -> 240")?.told).toEqual([]);
  });

  it("silence a note on its step, beside what is silenced there already", async () => {
    const source = nosenet.replace("maxpool4 = maxpool2d(2) @allow(lost_pixels)", "maxpool4 = maxpool2d(2)");
    const { fixes, told } = await fixesOf("lost_pixels", source);
    expect(told).toHaveLength(1);
    expect(fixes.get("silence with @allow(lost_pixels)")).toEqual({ text: nosenet, told: [] });
    const [first, second] = ["relu() @allow(idle_dropout)", "relu() @allow(idle_dropout, idle_relu)"];
    const two = (step: string) =>
      `model M {\n  input x: image[1, 8, 8] in 0..1\n  ${step}\n  output y: features[1, 8, 8]\n}\n`;
    const both = await fixesOf("idle_relu", two(first!));
    expect(both.fixes.get("silence with @allow(idle_relu)")?.text).toBe(two(second!));
  });

  it("offer nothing for what has no one answer", async () => {
    const { fixes } = await fixesOf(
      "missing_argument",
      nosenet.replace("conv2d(6, kernel: 3, padding: 1)", "conv2d(6)"),
    );
    expect(fixes.size).toBe(0);
  });
});

const samples = Object.values(catalogueByName).filter((entry) => entry !== undefined && entry.foundIn === undefined);

/** What an error hides may come to light without it, but no text that can't be read. */
const syntaxErrors = [
  "syntax_expected",
  "unclosed_bracket",
  "stray_bracket",
  "stray_character",
  "expected_declaration",
];

describe.each(samples.map((entry) => [entry!.name, entry!] as const))(
  "fixes of %s",
  (name, { severity, bad, files = {} }) => {
    it("make it go away, and bring nothing new", async () => {
      const { told, fixes } = await fixesOf(name, bad, files);
      const count = (all: readonly Diagnostic[]) => all.filter(({ code }) => code === name).length;
      for (const [title, after] of fixes) {
        expect(count(after.told), title).toBeLessThan(count(told));
        const fresh = codes(after.told).filter(
          (code) => !codes(told).includes(code) && (severity !== "error" || syntaxErrors.includes(code as string)),
        );
        expect(fresh, `${title}:\n${after.text}`).toEqual([]);
      }
    });
  },
);

function codes(diagnostics: readonly Diagnostic[]): unknown[] {
  return [...new Set(diagnostics.map(({ code }) => code))];
}

it("offers to train and report experiments, and to show models", async () => {
  const scene = await Scene.open(client, nosenet);
  const lenses = await scene.askFile<CodeLens[]>("textDocument/codeLens");
  const texts = lenses.map(({ range, command }) => `${shown(nosenet, range)}: ${command!.title}, ${command!.command}`);
  expect(texts).toContain("experiment ‹Nose› {: train, kpc.train");
  expect(texts).toContain("experiment ‹Nose› {: report, kpc.report");
  expect(texts).toContain("model ‹NoseNet› {: summary, kpc.summary");
  expect(texts).toContain("model ‹NoseNetAlternative› = NoseNet with {: drawing, kpc.draw");
  expect(lenses[0]!.command!.arguments).toEqual([client.uri("spec.kpnet"), "NoseNet"]);
});

/** The signature at the mark with its active parameter in `‹ ›`. */
async function signature(body: string): Promise<string | undefined> {
  const blocks =
    "block Up(out: int, factor: int = 2) {\n  input x: features[C, H, W]\n  input skip: features[D, H, W]\n  concat(skip)\n}\n";
  const scene = await Scene.open(client, `${blocks}model M {\n  input x: image[1, 8, 8]\n  ${body}\n}\n`);
  const help = await scene.ask<SignatureHelp | null>("textDocument/signatureHelp");
  if (help === null) return undefined;
  const { label, parameters } = help.signatures[0]!;
  const active = parameters?.[help.activeParameter!]?.label as string | undefined;
  return active === undefined ? label : label.replace(active, `‹${active}›`);
}

describe("signature help", () => {
  it.each([
    [
      "a first argument",
      "a = conv2d(<|>",
      "conv2d(‹out_channels›, kernel, stride: 1, padding: 0, dilation: 1, groups: 1, bias: true)",
    ],
    [
      "one by its place",
      "a = maxpool2d(2, <|>)",
      "maxpool2d(kernel, ‹stride?›, padding: 0, dilation: 1, ceil_mode: false)",
    ],
    [
      "one by its name",
      "a = conv2d(6, bias: <|>)",
      "conv2d(out_channels, kernel, stride: 1, padding: 0, dilation: 1, groups: 1, ‹bias: true›)",
    ],
    [
      "a list in one",
      "a = conv2d(6, kernel: [1, <|>])",
      "conv2d(out_channels, ‹kernel›, stride: 1, padding: 0, dilation: 1, groups: 1, bias: true)",
    ],
    ["a block's", "a = Up(4, skip: <|>", "Up(out: int, factor: int = 2, ‹skip›)"],
    ["a join's", "concat(<|>)", "concat(‹value, ...›)"],
  ])("shows %s", async (_, body, expected) => {
    expect(await signature(body)).toBe(expected);
  });

  it("shows nothing behind a call", async () => {
    expect(await signature("a = conv2d(6, kernel: 3) <|>")).toBeUndefined();
  });
});
