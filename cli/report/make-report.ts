import { basename, dirname, extname, join, resolve } from "node:path";
import type { FigureRow } from "../../reports/run/run.ts";
import { readRecord } from "../../runtime/runs/record-file.ts";
import { writeFiles } from "../../runtime/runs/run-folder.ts";
import { CommandError, exit } from "../exit.ts";
import { shown } from "../paths.ts";
import { reportFiles } from "./report-files.ts";
import { type Checkpoint, type RunContent, reportedRun } from "./reported-run.ts";

/** What was written, with the figures for a tool. */
export interface MadeReport {
  readonly page: string;
  readonly pictures: readonly string[];
  readonly runs: readonly { readonly run: string; readonly name: string; readonly figures: readonly FigureRow[] }[];
}

/** Measures the runs, one after the other, and writes a page of them with its pictures: all files or none. */
export async function makeReport(
  folders: readonly string[],
  { out, checkpoint }: { readonly out: string | undefined; readonly checkpoint: Checkpoint },
): Promise<MadeReport> {
  const page = out ?? (folders.length === 1 ? join(folders[0]!, "report.html") : "report.html");
  if (extname(page) !== ".html")
    throw new CommandError(exit.usage, `the page's name ends in .html, as ${page}.html does`);
  refuseTwice(folders);
  // Before minutes are spent on the others.
  for (const folder of folders) await readRecord(folder);
  const contents: RunContent[] = [];
  for (const folder of folders) contents.push(await reportedRun(folder, checkpoint, nameOf(folder, folders)));
  const files = await reportFiles(basename(page), contents);
  const place = dirname(page);
  await writeFiles(place, files);
  const [, ...pictures] = files.map(({ path }) => shown(join(place, path)));
  const runs = contents.map(({ run: { name, figures } }, index) => ({ run: shown(folders[index]!), name, figures }));
  return { page: shown(page), pictures, runs };
}

function refuseTwice(folders: readonly string[]): void {
  const paths = folders.map((folder) => resolve(folder));
  const again = folders.find((_, index) => paths.indexOf(paths[index]!) !== index);
  if (again !== undefined) throw new CommandError(exit.usage, `${again} is given twice`);
}

/** The folder's own name, and its path where several have that name. */
function nameOf(folder: string, folders: readonly string[]): string {
  const own = basename(resolve(folder));
  const alike = folders.filter((other) => basename(resolve(other)) === own);
  return alike.length === 1 ? own : shown(folder);
}
