import { open, readFile } from "node:fs/promises";
import { writeAtomically, writeError } from "../checkpoints/atomic-write.ts";
import { RunError } from "../errors.ts";
import { reasonOf } from "../system-error.ts";
import type { EpochMetrics } from "../train/events.ts";

/**
 * Adds an epoch's line to `metrics.jsonl`. A line that can't be written whole (a full disk) is taken back, so the file
 * holds whole lines only, as long as the process lives; after a crash `keepEpochs` drops what is torn.
 */
export async function appendMetrics(path: string, metrics: EpochMetrics): Promise<void> {
  try {
    const log = await open(path, "a");
    try {
      const { size } = await log.stat();
      try {
        await log.appendFile(`${JSON.stringify(metrics)}\n`);
        await log.sync();
      } catch (error) {
        await log.truncate(size).catch(() => {});
        throw error;
      }
    } finally {
      await log.close();
    }
  } catch (error) {
    throw writeError(error, path);
  }
}

/** The epochs in a log, in order; [] where there is no log. A torn last line is passed over. Throws RunError. */
export async function readMetrics(path: string): Promise<readonly EpochMetrics[]> {
  const lines = (await readLog(path)).split("\n");
  const epochs: EpochMetrics[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    try {
      epochs.push(JSON.parse(line) as EpochMetrics);
    } catch (error) {
      if (index === lines.length - 1) break;
      throw new RunError(`${path}, line ${index + 1}, is not JSON: the file is damaged`, 3, { cause: error });
    }
  }
  return epochs;
}

/** Cuts a log back to its first `count` epochs: a run that is resumed goes on from its checkpoint, not from its log. */
export async function keepEpochs(path: string, count: number): Promise<void> {
  const kept = (await readMetrics(path)).filter((metrics) => metrics.epoch <= count);
  await writeAtomically(path, kept.map((metrics) => `${JSON.stringify(metrics)}\n`).join(""));
}

async function readLog(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw new RunError(`${path} could not be read: ${reasonOf(error)}`, 3, { cause: error });
  }
}
