import { join } from "node:path";
import { type Figures, showFigure } from "../../runtime/evaluate/chosen-metrics.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { readRecord } from "../../runtime/runs/record-file.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import type { Settings, SweepRecord, SweepRun } from "../../runtime/runs/sweep-record.ts";
import { shown } from "../paths.ts";
import { figure } from "../progress.ts";

/** What became of one run of a sweep. Figures are those of its best epoch; null where it has none. */
export interface SweepRow {
  readonly run: string;
  readonly values: Settings;
  readonly status: "finished" | "diverged" | "failed" | "interrupted" | "running" | "waiting";
  readonly problem: string | null;
  readonly epochs: number;
  readonly bestEpoch: number | null;
  readonly train: number | null;
  readonly validation: number | null;
  readonly pixelError: number | null;
  readonly metrics: Figures;
  readonly seconds: number;
  /** Of all finished runs. */
  readonly best: boolean;
}

export interface SweepReport {
  readonly sweep: string;
  readonly experiment: string;
  readonly runs: readonly SweepRow[];
}

/** Reads what became of every run. `problems` are of those that ended before they had a folder, by name. */
export async function sweepReport(
  folder: string,
  { experiment, runs }: SweepRecord,
  problems: ReadonlyMap<string, string> = new Map(),
): Promise<SweepReport> {
  const rows = await Promise.all(runs.map((run) => rowOf(folder, run, problems.get(run.name))));
  const rank = ranking(runs);
  const ranked = rows.filter(({ status, bestEpoch }) => status === "finished" && bestEpoch !== null);
  const best = ranked.sort((a, b) => rank(a) - rank(b))[0];
  return { sweep: shown(folder), experiment, runs: rows.map((row) => ({ ...row, best: row === best })) };
}

/** Losses of one kind are compared by themselves; where the loss itself is swept, only pixels are comparable. */
function ranking(runs: readonly SweepRun[]): (row: Omit<SweepRow, "best">) => number {
  const losses = runs.some(({ values }) =>
    Object.keys(values).some((key) => key === "loss" || key.startsWith("loss.")),
  );
  return ({ validation, train, pixelError }) => (losses ? pixelError : null) ?? validation ?? train ?? Infinity;
}

async function rowOf(parent: string, { name, values }: SweepRun, problem: string | undefined) {
  const folder = join(parent, name);
  const record = await readRecord(folder).catch(() => undefined);
  const epochs = await readMetrics(runPaths(folder).metrics).catch(() => []);
  const best = epochs.filter((epoch) => epoch.best).at(-1);
  const begun = record?.status ?? (problem === undefined ? ("waiting" as const) : ("failed" as const));
  return {
    run: shown(folder),
    values,
    status: begun,
    problem: (record?.problem ?? problem)?.replace(/^training diverged: /, "") ?? null,
    epochs: record?.finishedEpochs ?? 0,
    bestEpoch: best?.epoch ?? null,
    train: best?.trainLoss ?? null,
    validation: best?.validation?.loss ?? null,
    pixelError: best?.validation?.pixelError ?? null,
    metrics: best?.validation?.metrics ?? {},
    seconds: record?.seconds ?? 0,
  };
}

/** `optimizer.lr=1e-3 seed=0` */
export function showSettings(values: Settings): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join(" ");
}

/** What came of a run, in a few words. */
export function showRow({ status, problem, validation, train, bestEpoch, pixelError, seconds }: SweepRow): string {
  if (status !== "finished") return problem === null ? status : `${status}: ${problem}`;
  const loss = validation === null ? `train ${cell(train)}` : `validation ${cell(validation)}`;
  const pixels = pixelError === null ? "" : `, ${pixelError.toFixed(1)} px`;
  return `${loss} (epoch ${bestEpoch})${pixels}, ${seconds.toFixed(1)} s`;
}

/** For a person: a line a run, the best marked; then means over seeds, where seeds are among what is swept. */
export function renderSweep({ sweep, experiment, runs }: SweepReport): string {
  const keys = Object.keys(runs[0]!.values);
  const metrics = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))];
  const header = ["", ...keys, "epochs", "train", "validation", "best epoch", "pixels", ...metrics];
  const rows = runs.map((run) => [
    run.best ? "*" : "",
    ...keys.map((key) => run.values[key]!),
    String(run.epochs),
    ...(run.bestEpoch === null || run.status === "diverged" || run.status === "failed"
      ? [run.status]
      : [
          cell(run.train),
          cell(run.validation),
          String(run.bestEpoch),
          run.pixelError?.toFixed(2) ?? "",
          ...metrics.map((key) => showFigure(key, run.metrics[key])),
          ...(run.status === "finished" ? [] : [run.status]),
        ]),
  ]);
  const problems = runs.flatMap(({ problem, values }) =>
    problem === null ? [] : [`${showSettings(values)}: ${problem}`],
  );
  const best = runs.find((run) => run.best);
  return [
    "",
    `${experiment}: ${runs.length} runs in ${sweep}; figures are those of each run's best epoch`,
    "",
    ...table([header, ...rows]),
    ...overSeeds(runs),
    ...(problems.length === 0 ? [] : ["", ...problems]),
    ...(best === undefined ? [] : ["", `Look at the best:  kpc evaluate ${quoted(best.run)} --pictures`]),
  ].join("\n");
}

/** Mean and standard deviation of the loss over seeds, for each combination of all else. */
function overSeeds(runs: readonly SweepRow[]): string[] {
  const groups = new Map<string, number[]>();
  for (const { values, validation, train, status } of runs) {
    const { seed, ...others } = values;
    const loss = validation ?? train;
    if (seed === undefined || status !== "finished" || loss === null) continue;
    const key = showSettings(others);
    groups.set(key, [...(groups.get(key) ?? []), loss]);
  }
  const several = [...groups].filter(([, losses]) => losses.length > 1);
  if (several.length === 0) return [];
  const rows = several.map(([settings, losses]) => {
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    const squares = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / (losses.length - 1));
    return ["", settings, `${figure(mean)} ± ${figure(deviation)}`, String(losses.length)];
  });
  return ["", ...table([["", "over seeds", "loss", "runs"], ...rows])];
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function cell(loss: number | null): string {
  return loss === null ? "" : figure(loss);
}

/** For a shell. */
function quoted(path: string): string {
  return /^[\w./,=+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
