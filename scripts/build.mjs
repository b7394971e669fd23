/**
 * Makes dist/: the bin with its bundle and code cache, so that a check starts in little more than Node's own time; the
 * workers; and the library entries. Native and heavy packages stay outside and are loaded when they are needed.
 * `node scripts/build.mjs FOLDER` makes another folder than dist/.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const outdir = resolve(root, process.argv[2] ?? "dist");
const shared = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  platform: "node",
  target: "node20",
  external: ["onnxruntime-node", "sharp", "ts-morph", "@tensorflow/*", "webgpu"],
  legalComments: "none",
  logLevel: "warning",
};
/** Names stay, so that the stack of a bug in kpc can be read. */
const smaller = { minifyWhitespace: true, minifySyntax: true };

rmSync(outdir, { recursive: true, force: true });
await buildBin();
await build({
  ...shared,
  ...smaller,
  format: "esm",
  entryPoints: {
    "cpu-worker": "runtime/engines/cpu/worker.ts",
    "tfjs-worker": "runtime/engines/tfjs/worker.ts",
    "example-worker": "runtime/data/example-worker.ts",
  },
});
await build({
  ...shared,
  format: "esm",
  entryPoints: { compiler: "compiler/index.ts", runtime: "runtime/index.ts" },
  splitting: true,
});
execFileSync(process.execPath, ["scripts/code-cache.cjs", outdir], {
  cwd: root,
  stdio: ["ignore", "ignore", "inherit"],
});

/**
 * kpc.cjs, which starts the bundle cli.cjs with V8's code cache. For that the bundle is CommonJS, which has no import.meta.url,
 * and requires what it would import() later: code from the cache can't import().
 */
async function buildBin() {
  await build({
    ...shared,
    ...smaller,
    format: "cjs",
    entryPoints: { cli: "cli/bin.ts" },
    outExtension: { ".js": ".cjs" },
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    supported: { "dynamic-import": false },
    alias: { "string-width": "./scripts/string-width.mjs" },
  });
  copyFileSync(resolve(root, "cli/start.cjs"), resolve(outdir, "kpc.cjs"));
  chmodSync(resolve(outdir, "kpc.cjs"), 0o755);
}
