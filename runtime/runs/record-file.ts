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
  const missing = `${folder} is not a run folder: it has no run.json`;
  return readJson<RunRecord>(runPaths(folder).record, { format: "kpnet-run/1", schema: runRecordSchema, missing });
}

export interface JsonFormat {
  /** With its version: `kpnet-run/1`. */
  readonly format: string;
  readonly schema: object;
  /** What to say where there is no such file. */
  readonly missing: string;
}

/** Reads a JSON file of one of our formats. Throws RunError (3) where it is not there, damaged or newer. */
export async function readJson<T>(path: string, { format, schema, missing }: JsonFormat): Promise<T> {
  const value = parse(await readText(path, missing), path);
  checkFormat(value, path, format);
  const validate = new Ajv({ allErrors: true }).compile<T>(schema);
  if (validate(value)) return value;
  const problems = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
  throw new RunError(`${path} is damaged: ${problems.join("; ")}`, 3);
}

async function readText(path: string, missing: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") throw new RunError(missing, 3, { cause: error });
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
function checkFormat(value: unknown, path: string, known: string): void {
  const format = (value as { format?: unknown } | null)?.format;
  const family = known.slice(0, known.indexOf("/") + 1);
  if (typeof format !== "string" || !format.startsWith(family) || format === known) return;
  throw new RunError(`${path} has the format ${format}; this version of kpnet reads ${known}`, 3);
}
