/**
 * Builds the page: compiles NoseNet for each backend, and bundles it with the page's own code into `site/`.
 * `node examples/browser/build.mjs [--weights FILE] [--site FOLDER]`; without weights the network begins with random ones.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const { values: options } = parseArgs({
  options: {
    weights: { type: "string" },
    site: { type: "string", default: join(here, "site") },
    kpc: { type: "string", default: join(root, "dist/kpc.cjs") },
  },
});
const site = resolve(options.site);

for (const folder of [site, join(here, "generated")]) rmSync(folder, { recursive: true, force: true });
mkdirSync(site, { recursive: true });
for (const target of ["webgpu", "wasm", "js"]) compile(target);
await build({
  absWorkingDir: here,
  entryPoints: { page: "src/page.ts" },
  outdir: site,
  bundle: true,
  // Each backend becomes a file of its own, which is loaded when it is tried.
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
});
for (const name of ["index.html", "style.css"]) copyFileSync(join(here, name), join(site, name));
const wasm = dirname(fileURLToPath(import.meta.resolve("@tensorflow/tfjs-backend-wasm")));
for (const name of readdirSync(wasm)) if (name.endsWith(".wasm")) copyFileSync(join(wasm, name), join(site, name));
if (options.weights !== undefined) copyFileSync(options.weights, join(site, "NoseNet.safetensors"));

function compile(target) {
  const out = join(here, "generated", target);
  const arguments_ = [options.kpc, "compile", "specs/nosenet.kpnet#Nose", "--target", target, "--out", out];
  execFileSync(process.execPath, arguments_, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
}
