import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { CommandError, exit } from "./exit.ts";

/** The run folder in `parent` that was written last. */
export async function newestRun(parent: string): Promise<string> {
  const names = await readdir(parent).catch(() => []);
  const dated = await Promise.all(
    names.map(async (name) => {
      const record = await stat(join(parent, name, "run.json")).catch(() => undefined);
      return record === undefined ? [] : [{ folder: join(parent, name), time: record.mtimeMs }];
    }),
  );
  const newest = dated.flat().sort((a, b) => b.time - a.time)[0];
  if (newest === undefined) {
    throw new CommandError(
      exit.usage,
      `there is no run in ${parent}/: train one first, as in \`kpc train specs/nosenet.kpnet#Nose\``,
    );
  }
  return newest.folder;
}
