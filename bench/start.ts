/**
 * How long a cold `kpc check` takes beside Node's own start, in turn, in one run: `npx tsx bench/start.ts [--rounds 30]`. It
 * runs dist/, so `npm run build` first. Ends with exit code 1 where the ratio is over its goal. Needs bash, whose `time` knows
 * the processor time of what it runs.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { median } from "./support/median.ts";

/** Wall time beside `node -e 0` that is good enough. */
const goal = 2.5;
const root = new URL("..", import.meta.url).pathname;
const programs = {
  "node -e 0": ["-e", "0"],
  "kpc --version": ["dist/kpc.cjs", "--version"],
  "kpc check": ["dist/kpc.cjs", "check", "specs/nosenet.kpnet"],
} as const;
type Program = keyof typeof programs;

const { values } = parseArgs({ options: { rounds: { type: "string", default: "30" } } });
if (!existsSync(`${root}dist/kpc.cjs`)) throw new Error("there is no dist/ here: npm run build");

const names = Object.keys(programs) as Program[];
const times = new Map(names.map((name) => [name, { wall: [] as number[], processor: [] as number[] }]));
for (const name of names) time(name); // so that the files are in memory
for (let round = 0; round < Number(values.rounds); round++) {
  for (const name of names) {
    const { wall, processor } = time(name);
    times.get(name)!.wall.push(wall);
    times.get(name)!.processor.push(processor);
  }
}

console.log(`Node ${process.version}; ms, median over ${values.rounds} rounds (least), and the ratio to Node's own\n`);
print("", "wall", "ratio", "processor", "ratio");
for (const name of names) {
  const { wall, processor } = times.get(name)!;
  print(name, shown(wall), ratio(name, "wall").toFixed(2), shown(processor), ratio(name, "processor").toFixed(2));
}
process.exitCode = ratio("kpc check", "wall") > goal ? 1 : 0;

/** Runs Node once and gives milliseconds from its start to its end, and of its threads together. */
function time(name: Program): { wall: number; processor: number } {
  const { status, stderr } = spawnSync(
    "bash",
    ["-c", "TIMEFORMAT='%R %U %S'; time \"$@\" > /dev/null", "bash", process.execPath, ...programs[name]],
    { cwd: root, encoding: "utf8", env: { ...process.env, LC_ALL: "C" } },
  );
  if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  const [wall, user, system] = stderr.trim().split("\n").at(-1)!.split(" ").map(Number);
  return { wall: wall! * 1000, processor: (user! + system!) * 1000 };
}

function ratio(name: Program, kind: "wall" | "processor"): number {
  return median(times.get(name)![kind]) / median(times.get("node -e 0")![kind]);
}

function shown(milliseconds: readonly number[]): string {
  return `${median(milliseconds).toFixed(0)} (${Math.min(...milliseconds).toFixed(0)})`;
}

function print(...cells: readonly string[]): void {
  console.log(
    cells
      .map((cell, column) => cell.padEnd(column === 0 ? 16 : 12))
      .join("")
      .trimEnd(),
  );
}
