import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import { writeAtomically } from "../checkpoints/atomic-write.ts";
import { RunError } from "../errors.ts";
import { reasonOf } from "../system-error.ts";
import { runPaths } from "./run-folder.ts";
import { type RunRecord, runRecordSchema } from "./run-record.ts";

/** Writes `run.json`. */
export async function writeRecord(folder: string, record: RunRecord): Promise<void> {
  await writeAtomically(runPaths(folder).record, `${JSON.stringify(record, null, 2)}\n`);
}

/** Reads and checks `run.json`. Throws RunError where the folder holds no run, or the file is damaged or newer. */
export async function readRecord(folder: string): Promise<RunRecord> {
  const path = runPaths(folder).record;
  const value = parse(await readText(path, folder), path);
  checkFormat(value, path);
  const validate = new Ajv({ allErrors: true }).compile<RunRecord>(runRecordSchema);
  if (validate(value)) return value;
  const problems = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
  throw new RunError(`${path} is damaged: ${problems.join("; ")}`, 3);
}

async function readText(path: string, folder: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR")
      throw new RunError(`${folder} is not a run folder: it has no run.json`, 3, { cause: error });
    throw new RunError(`${path} could not be read: ${reasonOf(error)}`, 3, { cause: error });
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RunError(`${path} is damaged: ${(error as Error).message}`, 3, { cause: error });
  }
}

/** A version that is not known gets a sentence of its own, rather than a list of what a newer format changed. */
function checkFormat(value: unknown, path: string): void {
  const format = (value as { format?: unknown } | null)?.format;
  if (typeof format !== "string" || !format.startsWith("kpnet-run/") || format === "kpnet-run/1") return;
  throw new RunError(`${path} has the format ${format}; this version of kpnet reads kpnet-run/1`, 3);
}
