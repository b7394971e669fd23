import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "../checkpoints/atomic-write.ts";
import { readJson } from "./record-file.ts";
import { object, positive, type RecordedSpec, recordedSpec, text } from "./run-record.ts";

/** Settings as `--set` takes them, by dotted key: `{ "optimizer.lr": "1e-3" }`. */
export type Settings = Readonly<Record<string, string>>;

/** One run of a sweep: its folder inside of the sweep's, and what it sets. */
export interface SweepRun {
  readonly name: string;
  readonly values: Settings;
}

/** `sweep.json` of a folder that holds the runs of a sweep: all that is needed to go on with it. */
export interface SweepRecord {
  readonly format: "kpnet-sweep/1";
  readonly experiment: string;
  readonly spec: RecordedSpec;
  /** `--set` and `--seed`, which hold for every run. */
  readonly overrides: Settings;
  /** Of each run's engine; they are part of what a run computes. */
  readonly threads: number;
  /** Runs at a time; a matter of speed alone. */
  readonly jobs: number;
  /** Options that each run's own `kpc train` is given, by name: `{ "workers": "2" }`. */
  readonly passedOn?: Settings;
  readonly runs: readonly SweepRun[];
}

const settings = { type: "object", additionalProperties: { type: "string" } };

const schema = object(
  {
    format: { const: "kpnet-sweep/1" },
    experiment: text,
    spec: recordedSpec,
    overrides: settings,
    threads: positive,
    jobs: positive,
    runs: {
      type: "array",
      minItems: 1,
      items: object({ name: { type: "string", pattern: "^[^/\\\\]+$" }, values: settings }),
    },
    passedOn: settings,
  },
  ["passedOn"],
);

export function sweepRecordPath(folder: string): string {
  return join(folder, "sweep.json");
}

export function isSweepFolder(folder: string): boolean {
  return existsSync(sweepRecordPath(folder));
}

export async function writeSweepRecord(folder: string, record: SweepRecord): Promise<void> {
  await writeAtomically(sweepRecordPath(folder), `${JSON.stringify(record, null, 2)}\n`);
}

/** Throws RunError (3) where the folder holds no sweep, or the file is damaged or newer. */
export async function readSweepRecord(folder: string): Promise<SweepRecord> {
  const missing = `${folder} holds no sweep: it has no sweep.json`;
  return readJson<SweepRecord>(sweepRecordPath(folder), { format: "kpnet-sweep/1", schema, missing });
}
