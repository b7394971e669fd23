import { readFile } from "node:fs/promises";
import { writeAtomically } from "../checkpoints/atomic-write.ts";
import { RunError } from "../errors.ts";
import { reasonOf } from "../system-error.ts";
import type { EpochMetrics } from "../train/events.ts";
import { appendWhole } from "./append-whole.ts";
import { isEpochMetrics } from "./metrics-schema.ts";

/** Adds an epoch's line to `metrics.jsonl`: whole lines only, but for a crash, after which `keepEpochs` drops what is torn. */
export async function appendMetrics(path: string, metrics: EpochMetrics): Promise<void> {
  await appendWhole(path, `${JSON.stringify(metrics)}\n`);
}

/** The epochs in a log, in order; [] where there is no log. A torn last line is passed over. Throws RunError. */
export async function readMetrics(path: string): Promise<readonly EpochMetrics[]> {
  const lines = (await readLog(path)).split("\n");
  const epochs: EpochMetrics[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const problem = (what: string, options?: ErrorOptions) =>
      new RunError(`${path}, line ${index + 1}, is ${what}: the file is damaged`, 3, options);
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      if (index === lines.length - 1) break;
      throw problem("not JSON", { cause: error });
    }
    if (!isEpochMetrics(value)) throw problem("not an epoch's figures");
    epochs.push(value);
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
