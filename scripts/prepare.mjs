/**
 * What npm runs after `npm ci` and before it packs: everything that a clone needs beside node_modules.
 *
 * 1. The types of tfjs-node-gpu for the tests (test/emit/node-gpu-types/README.md says why they are apart).
 * 2. dist/, with the bin that `npx kpc` runs.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

installNodeGpuTypes();
await import("./build.mjs");

function installNodeGpuTypes() {
  // `--omit=` and `--global=false`: npm hands the flags of the outer run down through the environment.
  npm(["ci", "--ignore-scripts", "--omit=", "--global=false", "--loglevel=error"], "test/emit/node-gpu-types");
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
