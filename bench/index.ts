/**
 * `npm run bench` times everything beside its peers; `npm run bench -- step start` only those. Options after `--` go to one
 * benchmark: `npx tsx bench/step.ts --rounds 15`. Ends with exit code 1 where a ratio is over its goal.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";

const folder = new URL(".", import.meta.url).pathname;
// Those that need data which may not be here are run by name.
const byName = ["nose"];
const known = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "index.ts")
  .map((file) => file.slice(0, -3));
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`there is no benchmark ${unknown}; there are ${known.join(", ")}`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : known.filter((one) => !byName.includes(one))) {
  console.log(`\n${name}`);
  const { status } = spawnSync(process.execPath, ["--import", "tsx", `${folder}${name}.ts`], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
