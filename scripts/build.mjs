/**
 * Makes dist/: `kpc.cjs` (the bin, one bundle, so that a check starts in little more than Node's own time), the
 * worker beside it, and the library entries. Native and heavy packages stay outside and are loaded when they are needed.
 */
import { chmodSync, rmSync } from "node:fs";
import { build } from "esbuild";

const external = ["onnxruntime-node", "sharp", "ts-morph", "@tensorflow/*"];
const root = new URL("..", import.meta.url).pathname;
const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  external,
  minify: true,
  keepNames: true,
  legalComments: "none",
  logLevel: "warning",
};

/** CommonJS starts faster than ES modules here, but has no import.meta.url. */
const commonjs = {
  ...shared,
  format: "cjs",
  define: { "import.meta.url": "importMetaUrl" },
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
};

rmSync(`${root}dist`, { recursive: true, force: true });
await build({
  ...commonjs,
  entryPoints: { kpc: "cli/bin.ts", "cpu-worker": "runtime/engines/cpu/worker.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  banner: { js: commonjs.banner.js },
});
await build({
  ...shared,
  format: "esm",
  minify: false,
  entryPoints: { compiler: "compiler/index.ts", runtime: "runtime/index.ts" },
  outdir: "dist",
  splitting: true,
});
chmodSync(`${root}dist/kpc.cjs`, 0o755);
