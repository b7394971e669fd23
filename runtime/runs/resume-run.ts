import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { loadCheckpoint } from "../checkpoints/load.ts";
import { weightShapes } from "../checkpoints/weight-shapes.ts";
import { RunError } from "../errors.ts";
import { reasonOf } from "../system-error.ts";
import { continueRun } from "./continue-run.ts";
import type { PreparedExperiment, RunOptions, RunResult } from "./experiment.ts";
import { hashSpec, type SpecFiles } from "./hash-spec.ts";
import { withLock } from "./lock.ts";
import { thisMachine } from "./machine.ts";
import { keepEpochs } from "./metrics-log.ts";
import { readRecord, writeRecord } from "./record-file.ts";
import { removeLeftovers, runPaths, writeCompiled } from "./run-folder.ts";
import type { RecordedEngine, RunRecord } from "./run-record.ts";

/** What a caller needs in order to prepare a run's experiment again: with which settings, and from which text. */
export interface ReopenedRun {
  readonly record: RunRecord;
  /** The copies in the run folder. */
  readonly specFiles: SpecFiles;
}

/** Reads `run.json` and the spec's copy. Throws RunError (3) where either is missing or damaged. */
export async function reopenRun(folder: string): Promise<ReopenedRun> {
  const record = await readRecord(folder);
  const specFiles = await readSpec(runPaths(folder).spec);
  if (hashSpec(specFiles) !== record.spec.sha256)
    throw new RunError(`the copy of the spec in ${runPaths(folder).spec} is not what the run was started with`, 3);
  return { record, specFiles };
}

export interface ResumeOptions extends RunOptions {
  /** Another engine than the run's own may go on with it; then the last bits differ. */
  readonly changeEngine?: boolean;
}

/**
 * Goes on with a run from its last checkpoint, so that on the same machine its weights come out, byte for byte, as if it
 * had never stopped. Throws RunError (2) where the run is finished, or where what was prepared is not what was being
 * trained; otherwise as `startRun`.
 */
export async function resumeRun(
  folder: string,
  experiment: PreparedExperiment,
  { changeEngine = false, ...options }: ResumeOptions = {},
): Promise<RunResult> {
  const paths = runPaths(folder);
  const { loading = {}, ...before } = await readRecord(folder);
  const record = { ...before, loading: { ...loading, ...experiment.loading } };
  refuseFinished(folder, record);
  refuseOtherExperiment(folder, record, experiment);
  const changes = record.engine.name !== experiment.engine.name;
  if (!(changes && changeEngine)) refuseOtherEngine(folder, record, experiment);
  return withLock(folder, async () => {
    const { state, progress } = await loadCheckpoint(paths.last, weightShapes(experiment.program));
    await removeLeftovers(folder);
    await keepEpochs(paths.metrics, progress.finishedEpochs);
    // What another target emitted has files of the same names.
    if (changes) await rm(paths.compiled, { recursive: true, force: true });
    await writeCompiled(paths.compiled, experiment.compiled);
    const remarks = [...changeOfEngine(record, experiment), ...differencesOfMachine(record, experiment)];
    const standing = changes ? withEngine(record, experiment.engine, progress.finishedEpochs) : record;
    if (changes) await writeRecord(folder, standing);
    return continueRun({ folder, record: standing, state, progress, remarks }, experiment, options);
  });
}

/** Throws RunError (2) where there is nothing left to train. */
export function refuseFinished(folder: string, record: RunRecord): void {
  if (record.status === "finished") throw new RunError(`${folder} is finished: ${trained(record)}`, 2);
  if (record.status === "diverged")
    throw new RunError(`${folder} diverged and would do so again: ${record.problem ?? "its loss became infinite"}`, 2);
}

function trained({ epochs, finishedEpochs }: RunRecord): string {
  if (finishedEpochs === epochs) return `all ${epochs} epochs are trained`;
  return `it stopped early, after ${finishedEpochs} of ${epochs} epochs`;
}

function refuseOtherExperiment(folder: string, record: RunRecord, experiment: PreparedExperiment): void {
  const { plan, spec, overrides } = experiment;
  const pairs: readonly Difference[] = [
    ["experiment", record.experiment, plan.name],
    ["model", record.model, plan.model],
    ["seed", record.seed, plan.seed],
    ["number of epochs", record.epochs, plan.epochs],
    ["batch size", record.batch, plan.batch],
    ["list of --set values", showOverrides(record.overrides), showOverrides(overrides)],
  ];
  refuseDifferences(folder, pairs);
  if (record.spec.sha256 !== hashSpec(spec.files))
    throw new RunError(
      `${folder} can't be resumed: the text of ${record.spec.file}, or of a file that it imports, has changed since; ` +
        "start a new run",
      2,
    );
}

/** What it is, and what it was and is. */
type Difference = readonly [string, string | number, string | number];

function refuseOtherEngine(folder: string, { engine: before }: RunRecord, { engine: now }: PreparedExperiment): void {
  refuseDifferences(folder, [
    ["engine", before.name, now.name],
    ["engine's package", before.package, now.package],
    ["number of threads", before.threads, now.threads],
  ]);
}

function refuseDifferences(folder: string, pairs: readonly Difference[]): void {
  for (const [what, before, now] of pairs) {
    if (before !== now)
      throw new RunError(`${folder} can't be resumed: its ${what} was ${before}, and now is ${now}`, 2);
  }
}

function withEngine(record: RunRecord, engine: RecordedEngine, finishedEpochs: number): RunRecord {
  const earlier = [...(record.earlierEngines ?? []), { ...record.engine, finishedEpochs }];
  return { ...record, engine, earlierEngines: earlier };
}

function changeOfEngine({ engine: before }: RunRecord, { engine: now }: PreparedExperiment): string[] {
  if (before.name === now.name) return [];
  return [
    `the engine was ${before.name} (${before.package}), and now is ${now.name} (${now.package}): the last bits may differ`,
  ];
}

function showOverrides(overrides: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(overrides).sort();
  return pairs.length === 0 ? "empty" : pairs.map(([key, value]) => `${key}=${value}`).join(" ");
}

/** No reason to refuse, but the last bits may differ. */
function differencesOfMachine({ machine, versions }: RunRecord, experiment: PreparedExperiment): string[] {
  const here = thisMachine();
  const pairs = [
    ["processor", machine.cpu, here.cpu],
    ["platform", `${machine.platform} ${machine.arch}`, `${here.platform} ${here.arch}`],
    ["kpnet version", versions.kpnet, experiment.versions.kpnet],
  ] as const;
  return pairs
    .filter(([, before, now]) => before !== now)
    .map(([what, before, now]) => `the ${what} was ${before}, and now is ${now}: the last bits may differ`);
}

async function readSpec(folder: string): Promise<SpecFiles> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll("\\", "/"),
      );
    const texts = await Promise.all(paths.map(async (path) => [path, await readFile(join(folder, path), "utf8")]));
    return Object.fromEntries(texts) as SpecFiles;
  } catch (error) {
    throw new RunError(`${folder} could not be read: ${reasonOf(error)}`, 3, { cause: error });
  }
}
