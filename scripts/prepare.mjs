/**
 * What npm runs after `npm ci` and before it packs: everything that a clone needs beside node_modules.
 *
 * 1. The types of tfjs-node-gpu for the tests (test/emit/node-gpu-types/README.md says why they are apart).
 * 2. dist/, with the bin that `npx kpc` runs.
 * 3. When it packs: the types of what the package exports. (npm runs this after `prepack`, and 2 empties dist/.)
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

installNodeGpuTypes();
await import("./build.mjs");
if (["pack", "publish"].includes(process.env.npm_command ?? "")) declareTypes();

function installNodeGpuTypes() {
  // `--omit=` and `--global=false`: npm hands the flags of the outer run down through the environment.
  npm(["ci", "--ignore-scripts", "--omit=", "--global=false", "--loglevel=error"], "test/emit/node-gpu-types");
}

function declareTypes() {
  const { status } = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) process.exit(1);
}

/** Runs the npm that runs this script, or the one on the path. */
function npm(args, folder) {
  const cli = process.env.npm_execpath;
  const [command, ...before] = cli === undefined ? ["npm"] : [process.execPath, cli];
  const { status, error } = spawnSync(command, [...before, ...args], {
    cwd: `${root}${folder}`,
    stdio: ["ignore", "ignore", "inherit"],
    shell: cli === undefined && process.platform === "win32",
  });
  if (status === 0) return;
  console.error(`npm ${args.join(" ")} in ${folder} failed${error ? `: ${error.message}` : ""}`);
  process.exit(1);
}
