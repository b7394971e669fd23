import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { runPaths } from "../runtime/runs/run-folder.ts";
import { isSweepFolder } from "../runtime/runs/sweep-record.ts";
import { CommandError, exit } from "./exit.ts";

/** The run folder in `parent` that was written last, of those that have trained an epoch; runs of sweeps among them. */
export async function newestRun(parent: string): Promise<string> {
  const folders = (await foldersIn(parent)).map((folder) => (isSweepFolder(folder) ? foldersIn(folder) : [folder]));
  const dated = await Promise.all(
    (await Promise.all(folders)).flat().map(async (folder) => {
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

async function foldersIn(parent: string): Promise<readonly string[]> {
  const names = await readdir(parent).catch(() => []);
  return names.map((name) => join(parent, name));
}
