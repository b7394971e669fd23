import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashSpec } from "../../runtime/runs/hash-spec.ts";
import { withLock } from "../../runtime/runs/lock.ts";
import { projectRootOf, recordedRoot } from "../../runtime/runs/project-root.ts";
import { readRecord } from "../../runtime/runs/record-file.ts";
import { createNamedFolder, createNumberedFolder } from "../../runtime/runs/run-folder.ts";
import {
  readSweepRecord,
  type Settings,
  type SweepRecord,
  type SweepRun,
  writeSweepRecord,
} from "../../runtime/runs/sweep-record.ts";
import { CommandError, exit } from "../exit.ts";
import { type ChosenExperiment, chooseExperiment } from "../experiment.ts";
import { untilInterrupted } from "../interrupt.ts";
import { say } from "../output.ts";
import { shown } from "../paths.ts";
import { runsOfSweep } from "./combinations.ts";
import { dataMemoryOfRun, defaultJobs, thisMachine } from "./jobs.ts";
import { type SweepReport, showRow, showSettings, sweepReport } from "./report.ts";
import { runWorker, type WorkerEnd } from "./worker.ts";

export interface SweepOptions {
  /** Folder of the sweep, new or empty; the next `runs/<experiment>-<n>` where left out. */
  readonly out?: string | undefined;
  readonly jobs?: number | undefined;
  /** Of each run's engine. */
  readonly threads?: number | undefined;
  /** Options that each run's own `kpc train` is given, by name. */
  readonly passedOn: Settings;
}

/** Trains every combination of an experiment's sweep, each in a process and a run folder of its own. */
export async function startSweep(chosen: ChosenExperiment, options: SweepOptions): Promise<SweepReport> {
  const runs = runsOfSweep(chosen);
  const machine = thisMachine();
  const jobs = Math.min(options.jobs ?? defaultJobs(chosen, runs.length, machine), runs.length);
  const threads = options.threads ?? Math.max(1, Math.floor(machine.cores / jobs));
  const { name } = chosen.plan;
  const folder =
    options.out === undefined ? await createNumberedFolder("runs", name) : await createNamedFolder(options.out);
  const record: SweepRecord = {
    format: "kpnet-sweep/1",
    experiment: name,
    spec: { file: chosen.file, sha256: hashSpec(chosen.files), root: await recordedRoot(folder, chosen.root) },
    overrides: chosen.overrides,
    threads,
    jobs,
    passedOn: options.passedOn,
    runs,
  };
  await writeSweepRecord(folder, record);
  const { passedOn } = options;
  return trainAll({ folder, record, spec: join(chosen.root, chosen.file), jobs, passedOn });
}

/** Goes on with a sweep: finished and diverged runs are left as they are, others go on, what is not begun begins. */
export async function resumeSweep(
  folder: string,
  options: Pick<SweepOptions, "jobs" | "passedOn">,
): Promise<SweepReport> {
  const record = await readSweepRecord(folder);
  const root = (await projectRootOf(folder, record.spec)) ?? process.cwd();
  const spec = join(root, record.spec.file);
  if ((await missingRuns(folder, record)) && !isUnchanged(`${spec}#${record.experiment}`, record))
    throw new CommandError(
      exit.usage,
      `${shown(folder)} can't be resumed: the text of ${record.spec.file}, or of a file that it imports, has changed since; start a new sweep`,
    );
  const passedOn = { ...record.passedOn, ...options.passedOn };
  return trainAll({ folder, record, spec, jobs: options.jobs ?? record.jobs, passedOn });
}

async function missingRuns(folder: string, { runs }: SweepRecord): Promise<boolean> {
  return runs.some(({ name }) => !existsSync(join(folder, name, "run.json")));
}

function isUnchanged(argument: string, { spec, overrides }: SweepRecord): boolean {
  return hashSpec(chooseExperiment(argument, overrides).files) === spec.sha256;
}

interface Sweep {
  readonly folder: string;
  readonly record: SweepRecord;
  /** Path of the spec file. */
  readonly spec: string;
  readonly jobs: number;
  readonly passedOn: Settings;
}

async function trainAll(sweep: Sweep): Promise<SweepReport> {
  return withLock(sweep.folder, () => untilInterrupted((signal) => trainInTurn(sweep, signal)));
}

async function trainInTurn(sweep: Sweep, interrupt: AbortSignal): Promise<SweepReport> {
  const { folder, record, jobs } = sweep;
  const { runs } = record;
  say(`training ${runs.length} combinations of ${record.experiment}, ${jobs} at a time, into ${shown(folder)}`);
  const problems = new Map<string, string>();
  const waiting = [...runs];
  // Ended now or before.
  let done = 0;
  let hindered: WorkerEnd | undefined;
  const work = async (): Promise<void> => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      if (interrupt.aborted || hindered !== undefined) return;
      const end = await trainOne(sweep, run, interrupt);
      if (interrupt.aborted) return;
      done += 1;
      if (end === undefined) continue;
      if (!isOutcome(end.code)) problems.set(run.name, end.lastWords);
      // Without its data no run can be trained.
      if (end.code === exit.data && !existsSync(join(folder, run.name, "run.json"))) hindered = end;
      const counter = `${String(done).padStart(String(runs.length).length)}/${runs.length}`;
      const row = (await sweepReport(folder, { ...record, runs: [run] }, problems)).runs[0]!;
      say(`${counter}  ${showSettings(run.values)}  ${showRow(row)}`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  const wayOn = `kpc train --resume ${shown(folder)}`;
  if (interrupt.aborted)
    throw new CommandError(
      exit.interrupted,
      `stopped after ${done} of ${runs.length} combinations; go on with: ${wayOn}`,
      { sweep: shown(folder) },
    );
  if (hindered !== undefined)
    throw new CommandError(hindered.code, `${hindered.lastWords}; once that is mended, go on with: ${wayOn}`);
  return sweepReport(folder, record, problems);
}

/** Undefined where there is nothing left to train. */
async function trainOne(
  { folder, record, spec, jobs, passedOn: given }: Sweep,
  { name, values }: SweepRun,
  interrupt: AbortSignal,
): Promise<WorkerEnd | undefined> {
  const place = join(folder, name);
  const passedOn: Settings = { ...given, "data-memory": `${dataMemoryOfRun(given["data-memory"], jobs)}` };
  const begun = existsSync(join(place, "run.json")) ? await readRecord(place) : undefined;
  if (begun?.status === "finished" || begun?.status === "diverged") return undefined;
  if (begun !== undefined) return runWorker(["train", "--resume", place, ...optionsOf(passedOn)], interrupt);
  const sets = Object.entries({ ...record.overrides, ...values }).flatMap(([key, value]) => [
    "--set",
    `${key}=${value}`,
  ]);
  const { target = "cpu" } = passedOn;
  // Other engines have none to choose.
  const threads = target === "cpu" ? ["--threads", String(record.threads)] : [];
  const options = [...sets, ...threads, ...optionsOf(passedOn), "--out", place];
  return runWorker(["train", `${spec}#${record.experiment}`, ...options], interrupt);
}

/** A run that diverged is a result, too. */
function isOutcome(code: number): boolean {
  return code === exit.ok || code === exit.diverged;
}

function optionsOf(passedOn: Settings): readonly string[] {
  return Object.entries(passedOn).flatMap(([name, value]) => [`--${name}`, value]);
}
