import { type SkippedExamples, skippedExamples } from "../runtime/data/skipped-examples.ts";
import { type Figures, showFigure } from "../runtime/evaluate/chosen-metrics.ts";
import { evaluateMeanPoint } from "../runtime/evaluate/evaluate.ts";
import { readMetrics } from "../runtime/runs/metrics-log.ts";
import { runPaths } from "../runtime/runs/run-folder.ts";
import type { EpochMetrics } from "../runtime/train/events.ts";
import { shown } from "./paths.ts";
import type { LoadedExperiment } from "./prepare.ts";
import { figure } from "./progress.ts";

/** What a finished run has to say: plain data, as `kpc train --json` prints it. */
export interface RunReport {
  readonly run: string;
  readonly experiment: string;
  /** Trained, which is fewer than the spec says where early stopping ended the run. */
  readonly epochs: number;
  readonly stoppedEarly: boolean;
  /** Seconds of training steps alone. */
  readonly trainSeconds: number;
  /** Losses after the last epoch. */
  readonly last: Losses;
  /** Losses of the epoch that validated best. */
  readonly best: Losses & { readonly epoch: number };
  /** The document's losses, where the experiment reports any, and its error on a competition's pictures, which are not ours. */
  readonly reported: Losses & { readonly competitionMae: number | null };
  /** Losses of always predicting the mean of the training points. */
  readonly meanPoint: Losses;
  /** Mean distance in pixels of the source pictures, on the validation split, after the last epoch. */
  readonly pixelError: number | null;
  /** The same, of the epoch that validated best: its weights are what evaluate and predict take. */
  readonly bestPixelError: number | null;
  /** The experiment's metrics on the validation split, after the last epoch, by name. */
  readonly metrics: Figures;
  /** Examples of the data that are not used. */
  readonly skipped: SkippedExamples;
}

export interface Losses {
  readonly train: number | null;
  readonly validation: number | null;
}

export async function runReport(folder: string, { chosen, splits }: LoadedExperiment): Promise<RunReport> {
  const { plan } = chosen;
  const { name, reported, epochs } = plan;
  const metrics = await readMetrics(runPaths(folder).metrics);
  const last = metrics.at(-1)!;
  const best = metrics.filter((epoch) => epoch.best).at(-1) ?? last;
  const meanPoint = async (split: "train" | "validation"): Promise<number | null> =>
    splits[split].ids.length === 0
      ? null
      : (await evaluateMeanPoint(splits.train, { plan, examples: splits[split] })).loss;
  return {
    run: shown(folder),
    experiment: name,
    epochs: last.epoch,
    stoppedEarly: last.epoch < epochs,
    trainSeconds: metrics.reduce((sum, epoch) => sum + epoch.trainSeconds, 0),
    last: lossesOf(last),
    best: { ...lossesOf(best), epoch: best.epoch },
    reported: {
      train: reported.train_loss ?? null,
      validation: reported.validation_loss ?? null,
      competitionMae: reported.competition_mae ?? null,
    },
    meanPoint: { train: await meanPoint("train"), validation: await meanPoint("validation") },
    pixelError: last.validation?.pixelError ?? null,
    bestPixelError: best.validation?.pixelError ?? null,
    metrics: last.validation?.metrics ?? {},
    skipped: skippedExamples(splits.skipped),
  };
}

/** For a person: the run's losses beside what they should be compared with. */
export function renderRunReport(report: RunReport): string {
  const row = (name: string, { train, validation }: Losses): string =>
    `  ${name.padEnd(24)}${cell(train)}${cell(validation)}`;
  const reported = report.reported.train !== null || report.reported.validation !== null;
  const early = report.stoppedEarly ? " (stopped early)" : "";
  return [
    "",
    `${report.experiment}: ${report.epochs} ${report.epochs === 1 ? "epoch" : "epochs"}${early}, ${report.trainSeconds.toFixed(1)} s of training`,
    ...pixelLine(report),
    "",
    `  ${"loss".padEnd(24)}${"train".padStart(12)}${"validation".padStart(12)}`,
    row("after the last epoch", report.last),
    row(`best (epoch ${report.best.epoch})`, report.best),
    ...(reported ? [row("reported in the document", report.reported)] : []),
    row("always the mean point", report.meanPoint),
    ...figureLines(report.metrics),
    ...competitionLine(report),
    "",
    `Look at it:  kpc evaluate ${report.run} --pictures`,
  ].join("\n");
}

/** Which weights are how far off: those of the best epoch are what evaluate and predict take. */
function pixelLine({ pixelError, bestPixelError, best }: RunReport): string[] {
  if (pixelError === null || bestPixelError === null) return [];
  const off = (pixels: number): string => `${pixels.toFixed(1)} pixels off`;
  return [
    `validation on average: ${off(pixelError)} after the last epoch, ${off(bestPixelError)} after the best (${best.epoch})`,
  ];
}

/** The metrics after the last epoch; none where there are none. */
function figureLines(figures: Figures): string[] {
  const entries = Object.entries(figures);
  if (entries.length === 0) return [];
  return ["", ...entries.map(([name, number]) => `  ${name.padEnd(36)}${showFigure(name, number).padStart(12)}`)];
}

function competitionLine({ reported: { competitionMae } }: RunReport): string[] {
  if (competitionMae === null) return [];
  return [
    "",
    `The document's mean absolute error on a competition's pictures: ${competitionMae} (not comparable: they are not among the data)`,
  ];
}

function lossesOf({ trainLoss, validation }: EpochMetrics): Losses {
  return { train: trainLoss, validation: validation?.loss ?? null };
}

function cell(loss: number | null): string {
  return (loss === null ? "" : figure(loss)).padStart(12);
}
