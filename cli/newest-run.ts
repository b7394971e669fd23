import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { runPaths } from "../runtime/runs/run-folder.ts";
import { CommandError, exit } from "./exit.ts";

/** The run folder in `parent` that was written last, of those that have trained an epoch. */
export async function newestRun(parent: string): Promise<string> {
  const names = await readdir(parent).catch(() => []);
  const dated = await Promise.all(
    names.map(async (name) => {
      const folder = join(parent, name);
      const { record, best } = runPaths(folder);
      const [written] = await Promise.all([stat(record), stat(best)]).catch(() => []);
      return written === undefined ? [] : [{ folder, time: written.mtimeMs }];
    }),
  );
  const newest = dated.flat().sort((a, b) => b.time - a.time)[0];
  if (newest === undefined) {
    throw new CommandError(
      exit.usage,
      `there is no trained run in ${parent}/: train one first, as in \`kpc train specs/nosenet.kpnet#Nose\``,
    );
  }
  return newest.folder;
}
