import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lensCommands } from "../../editor/protocol.ts";
import { defaultSettings } from "../../editor/server/settings.ts";
import { commands } from "../../editor/vscode/commands.ts";
import { Client } from "../editor/support/client.ts";
import { packedExtension, root, type Unpacked } from "./support.ts";

let extension: Unpacked;
// biome-ignore lint/suspicious/noExplicitAny: a manifest is as deep as it is
let manifest: any;
beforeAll(() => {
  extension = packedExtension();
  manifest = JSON.parse(readFileSync(join(extension.folder, "package.json"), "utf8"));
});
afterAll(() => extension.remove());

describe("the packed extension", () => {
  it("holds what it needs and nothing else", () => {
    const parts = extension.files.filter((path) => !/^docs\/\w+\.md$/.test(path)).sort();
    expect(parts).toEqual([
      "LICENSE.txt",
      "changelog.md",
      "dist/extension.cjs",
      "dist/server.cjs",
      "icon.png",
      "language-configuration.json",
      "media/preview.css",
      "media/preview.mjs",
      "package.json",
      "readme.md",
      "snippets/kpnet.json",
      "syntaxes/kpnet.tmLanguage.json",
    ]);
    expect(extension.files).toContain("docs/diagnostics.md");
  });

  it("has a manifest whose files are there", async () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(manifest).toMatchObject({ name: "kpnet", version, main: "./dist/extension.cjs" });
    const { languages, grammars, snippets } = manifest.contributes;
    const named = [
      manifest.main,
      manifest.icon,
      languages[0].configuration,
      ...[...grammars, ...snippets].map(({ path }: { path: string }) => path),
    ];
    for (const path of named) expect(existsSync(join(extension.folder, path)), path).toBe(true);
    const { width, height, format } = await sharp(join(extension.folder, manifest.icon)).metadata();
    expect({ width, height, format }).toEqual({ width: 256, height: 256, format: "png" });
    expect(languages[0].extensions).toEqual([".kpnet"]);
  });

  it("has a setting for everything that the server can be told", () => {
    const settings = Object.keys(manifest.contributes.configuration.properties).sort();
    const hints = Object.keys(defaultSettings.inlayHints).map((name) => `kpc.inlayHints.${name}`);
    expect(settings).toEqual([...hints, "kpc.path", "kpc.trace.server"].sort());
    for (const [name, value] of Object.entries(defaultSettings.inlayHints))
      expect(manifest.contributes.configuration.properties[`kpc.inlayHints.${name}`].default).toBe(value);
  });

  it("registers the commands that it contributes, those of code lenses among them", () => {
    mkdirSync(join(extension.folder, "node_modules"));
    mkdirSync(join(extension.folder, "node_modules/vscode"));
    cpSync(join(root, "test/vscode/fake-vscode.cjs"), join(extension.folder, "node_modules/vscode/index.js"));
    writeFileSync(
      join(extension.folder, "activate.cjs"),
      `const { activate, deactivate } = require("./dist/extension.cjs");
const vscode = require("vscode");
vscode.workspace.workspaceFolders = [];
const context = { subscriptions: [], extensionUri: { fsPath: __dirname } };
process.on("unhandledRejection", () => {});
// Commands are registered before the server is waited for, which nobody starts here.
void activate(context).catch(() => {});
console.log(JSON.stringify({ ids: vscode.registered.map(({ id }) => id), ends: typeof deactivate }));
process.exit(0);
`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, ["activate.cjs"], {
      cwd: extension.folder,
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    const { ids, ends } = JSON.parse(stdout);
    expect(ends).toBe("function");
    const contributed = manifest.contributes.commands.map(({ command }: { command: string }) => command);
    expect(ids.sort()).toEqual([...contributed].sort());
    expect(ids).toEqual(Object.values(commands).sort());
    expect(contributed).toEqual(expect.arrayContaining(Object.values(lensCommands)));
  });

  it("has a server that needs nothing beside it", async () => {
    const client = await Client.start({ program: [join(extension.folder, "dist/server.cjs")] });
    const told = await client.open(
      "spec.kpnet",
      "kpnet 1\n\nmodel Net {\n  input x: image[1, 8, 8] in 0..1\n  rellu()\n}\n",
    );
    expect(told.map(({ code }) => code)).toContain("unknown_step");
    const links = told.flatMap(({ codeDescription }) => codeDescription?.href ?? []);
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(existsSync(new URL(link)), link).toBe(true);
    expect(await client.stop()).toEqual({ code: 0, errors: "" });
  });
});
