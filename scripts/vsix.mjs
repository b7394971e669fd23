/**
 * Packs the VS Code extension: editor/vscode bundled, with the language server, the reference and a PNG of the icon, as
 * kpnet-<version>.vsix in the root. `npm run vsix`, or `node scripts/vsix.mjs FILE` for another file.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";
import sharp from "sharp";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "editor/vscode");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const out = resolve(process.argv[2] ?? join(root, `kpnet-${version}.vsix`));
const staging = mkdtempSync(join(tmpdir(), "kpnet-vsix-"));

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "cjs",
  // VS Code 1.90 brings Node 20.
  target: "node20",
  minify: true,
  keepNames: true,
  legalComments: "none",
  logLevel: "warning",
  define: { "import.meta.url": "importMetaUrl" },
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
};

try {
  for (const path of ["README.md", "language-configuration.json", "snippets", "syntaxes", "media"])
    cpSync(join(source, path), join(staging, path), { recursive: true });
  for (const path of ["LICENSE", "CHANGELOG.md"]) cpSync(join(root, path), join(staging, path));
  for (const page of readdirSync(join(root, "docs")).filter((file) => file.endsWith(".md")))
    cpSync(join(root, "docs", page), join(staging, "docs", page));
  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  writeFileSync(join(staging, "package.json"), JSON.stringify({ ...manifest, version }, null, 2));
  await sharp(join(source, "icon.svg"), { density: 144 }).resize(256, 256).png().toFile(join(staging, "icon.png"));
  await build({
    ...shared,
    entryPoints: [join(source, "extension.ts")],
    outfile: join(staging, "dist/extension.cjs"),
    external: ["vscode"],
  });
  await build({
    ...shared,
    stdin: {
      contents: 'import { startLanguageServer } from "./cli/language-server.ts"; startLanguageServer();',
      resolveDir: root,
      loader: "ts",
    },
    outfile: join(staging, "dist/server.cjs"),
  });
  // All that is in the folder is meant to be packed.
  writeFileSync(join(staging, ".vscodeignore"), "");
  await createVSIX({ cwd: staging, packagePath: out, dependencies: false, allowMissingRepository: true });
} finally {
  rmSync(staging, { recursive: true, force: true });
}
