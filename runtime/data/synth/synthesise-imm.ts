import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RunError } from "../../errors.ts";
import { inParallel } from "../in-parallel.ts";
import { asfText } from "./asf-text.ts";
import { drawPerson, type Person } from "./person.ts";
import { paintPortrait } from "./portrait.ts";
import { replaceFolder } from "./replace-folder.ts";

export interface SynthOptions {
  /** The folder to make. It may be there if it is empty or was made by this function. */
  readonly out: string;
  /** Other seeds, other faces. The same seed gives the same bytes. */
  readonly seed: number;
  /** At most 40, the database's number. */
  readonly people?: number;
  /** When it is aborted, nothing of the new folder stays. */
  readonly signal?: AbortSignal;
}

const database = { people: 40, images: 6 } as const;
/** Pictures under way at a time: while one is encoded, the next is painted. */
const concurrency = 3;

/** Names what is in the folder, so that nobody takes it for the database, and so that it may be made anew. */
export const markerFile = "synthetic.json";

/**
 * Draws a stand-in for the IMM Face Database, in its layout and under its names: 40 people who don't exist, six pictures
 * each, with their 58 points. Everything is written beside `out` first and moved there at the end.
 *
 * @throws RunError where the folder holds something else, can't be written (exit code 3), or the signal was aborted (130).
 */
export async function synthesiseImm({
  out,
  seed,
  people = database.people,
  signal,
}: SynthOptions): Promise<{ pictures: number }> {
  const portraits = Array.from({ length: people }, (_, index) => drawPerson(seed, index + 1)).flatMap((person) =>
    Array.from({ length: database.images }, (_, index) => ({ person, image: index + 1 })),
  );
  await replaceFolder(out, markerFile, async (folder) => {
    await writeFile(join(folder, markerFile), marker(seed, people));
    await inParallel(portraits, concurrency, async ({ person, image }) => {
      if (signal?.aborted) throw new RunError(`stopped; nothing was written to ${out}`, 130);
      await writePortrait(folder, seed, person, image);
    });
  });
  return { pictures: portraits.length };
}

async function writePortrait(folder: string, seed: number, person: Person, image: number): Promise<void> {
  const { jpeg, points } = await paintPortrait(seed, person, image);
  const name = `${String(person.number).padStart(2, "0")}-${image}${person.gender}`;
  const host = `${name}.jpg`;
  await writeFile(join(folder, host), jpeg);
  await writeFile(join(folder, `${name}.asf`), asfText(points, { host, userColumns: image === 6 }));
}

function marker(seed: number, people: number): string {
  const about =
    "Faces drawn by `kpc data synth imm` in the layout of the IMM Face Database. None of these people exists.";
  return `${JSON.stringify({ format: "kpnet-synthetic/1", dataset: "imm", about, seed, people }, null, 2)}\n`;
}
