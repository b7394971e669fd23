/**
 * `npm run demo`: the document's first network, from its spec to pictures. Uses the IMM Face Database where it is in
 * data/imm, and draws a stand-in where it isn't.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const faces = "data/imm";

if (!existsSync(`${root}${faces}`)) kpc("data", "synth", "imm", "--out", faces);
kpc("check", "specs/nosenet.kpnet");
kpc("train", "specs/nosenet.kpnet#Nose");
kpc("evaluate", "--pictures");

function kpc(...args) {
  console.error(`\n$ kpc ${args.join(" ")}`);
  const { status, signal } = spawnSync(process.execPath, [`${root}dist/kpc.cjs`, ...args], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}
