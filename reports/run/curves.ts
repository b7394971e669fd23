import type { LegendEntry } from "../charts/legend.ts";
import { lineChart, type Series } from "../charts/line-chart.ts";
import { color, seriesColor } from "../charts/theme.ts";
import { cumulativeDistribution, quantile } from "./distribution.ts";
import { showLoss } from "./figure-rows.ts";
import type { ReportedRun } from "./run.ts";

/** Losses by epoch. Of one run, beside what is reported and what the mean point gives; of several, each in its own colour. */
export function lossChart(runs: readonly ReportedRun[]): string {
  const [only] = runs;
  const several = runs.length > 1;
  const series = several ? runs.flatMap(inOneColor) : [...inTwoColors(only!), ...levels(only!)];
  const extent = lossExtent(runs);
  const [least, most] = extent;
  const log = least > 0 && most / least > 10;
  return lineChart({
    title: "Loss by epoch",
    description: runs.map(inWords).join(" "),
    x: { title: "epoch", extent: [1, Math.max(2, ...runs.map(({ epochs }) => epochs.length))] },
    y: { title: log ? "loss (logarithmic)" : "loss", log, extent },
    series,
    ...(several ? { legend: [...runs.map(runEntry), ...lineKinds] } : {}),
    dots: runs.flatMap((run, index) => bestDot(run, seriesColor(several ? index : 1))),
  });
}

/** From so many epochs on, the first one may leave the chart: what matters comes after it. */
const manyEpochs = 5;

/**
 * The stretch of losses that the chart shows: all of them, but for the first epoch's, which is so much larger that it would press the
 * others together.
 */
export function lossExtent(runs: readonly ReportedRun[]): readonly [number, number] {
  const shown = runs.flatMap(({ epochs, bestEpoch }) =>
    epochs.filter(({ epoch }) => epochs.length < manyEpochs || epoch > 1 || epoch === bestEpoch),
  );
  const losses = shown.flatMap(({ trainLoss, validationLoss }) => [trainLoss, validationLoss ?? trainLoss]);
  const [only] = runs;
  const beside = runs.length > 1 ? [] : [only!.meanPointLoss, only!.reportedLoss ?? only!.meanPointLoss];
  const [least, most] = [Math.min(...losses, ...beside), Math.max(...losses, ...beside)];
  const margin = least > 0 && most / least > 10 ? [least / 1.1, most * 1.1] : [least, most + 0.05 * (most - least)];
  return margin as [number, number];
}

/** What stands above the chart. */
export function lossCaption(runs: readonly ReportedRun[]): string {
  const [, most] = lossExtent(runs);
  const above = runs.flatMap(({ epochs: [first] }) => (first!.trainLoss > most ? [first!.trainLoss] : []));
  const cut =
    above.length === 0 ? "" : `; the first epoch's training loss, up to ${showLoss(Math.max(...above))}, lies above`;
  return `Loss by epoch; the dot is the best epoch${cut}`;
}

const dotted = "3 3";

/** Which kind of line shows what, where colours tell runs apart. */
const lineKinds: readonly LegendEntry[] = [
  { name: "validation", color: color("faint") },
  { name: "training", color: color("faint"), dash: dotted },
];

function runEntry({ name }: ReportedRun, index: number): LegendEntry {
  return { name, color: seriesColor(index) };
}

function inOneColor(run: ReportedRun, index: number): Series[] {
  const { train, validation } = lossesOf(run);
  const line = { name: run.name, color: seriesColor(index) };
  return [
    { ...line, dash: dotted, points: train },
    ...(validation.length === 0 ? [] : [{ ...line, points: validation }]),
  ];
}

function inTwoColors(run: ReportedRun): Series[] {
  const { train, validation } = lossesOf(run);
  return [
    { name: "training", color: seriesColor(0), points: train },
    ...(validation.length === 0 ? [] : [{ name: "validation", color: seriesColor(1), points: validation }]),
  ];
}

function lossesOf({ epochs }: ReportedRun) {
  return {
    train: epochs.map(({ epoch, trainLoss }) => [epoch, trainLoss] as const),
    validation: epochs.flatMap(({ epoch, validationLoss }) =>
      validationLoss === undefined ? [] : [[epoch, validationLoss] as const],
    ),
  };
}

/** Levels to hold the validation loss against. */
function levels({ epochs, meanPointLoss, reportedLoss }: ReportedRun): Series[] {
  const end = Math.max(2, epochs.length);
  const level = (name: string, loss: number, dash: string): Series => ({
    name,
    color: color("faint"),
    dash,
    points: [
      [1, loss],
      [end, loss],
    ],
  });
  return [
    level("mean point (validation)", meanPointLoss, "8 4"),
    ...(reportedLoss === undefined ? [] : [level("reported (validation)", reportedLoss, "2 4")]),
  ];
}

function bestDot({ epochs, bestEpoch }: ReportedRun, color: string) {
  const best = epochs.find(({ epoch }) => epoch === bestEpoch);
  if (best?.validationLoss === undefined) return [];
  const title = `best: epoch ${bestEpoch}, ${showLoss(best.validationLoss)}`;
  return [{ at: [bestEpoch, best.validationLoss] as const, color, title }];
}

function inWords({ name, epochs, bestEpoch }: ReportedRun): string {
  const [first, last] = [epochs[0]!, epochs.at(-1)!];
  return `${name}: training loss from ${showLoss(first.trainLoss)} to ${showLoss(last.trainLoss)} in ${epochs.length} epochs, best in epoch ${bestEpoch}.`;
}

/** Which share of the faces has at most which error. Runs whose errors are measured in other ways are left out. */
export function distributionChart(runs: readonly ReportedRun[]): string {
  const { name, unit } = runs[0]!.errors;
  const alike = runs.filter(({ errors }) => errors.name === name);
  // Nearly all faces: one that is far off would press the others together.
  const end = Math.max(...alike.map(({ errors }) => quantile(errors.model, 0.98))) * 1.1 || 1;
  const several = runs.length > 1;
  const share = (value: number) => `${Number((100 * value).toPrecision(3))} %`;
  return lineChart({
    title: "Cumulative error distribution",
    description: alike
      .map(
        (run) =>
          `${run.name}: half of the faces have at most ${showError(quantile(run.errors.model, 0.5), unit)}, nine of ten at most ${showError(quantile(run.errors.model, 0.9), unit)}.`,
      )
      .join(" "),
    x: { title: name, extent: [0, end], ...(unit === "share" ? { show: share } : {}) },
    y: { title: "share of the faces", extent: [0, 1], show: share },
    series: [
      ...alike.map((run) => ({
        name: several ? run.name : "model",
        color: seriesColor(several ? runs.indexOf(run) : 1),
        points: cumulativeDistribution(run.errors.model, end),
      })),
      ...(several
        ? []
        : [
            {
              name: "mean point",
              color: color("faint"),
              dash: "8 4",
              points: cumulativeDistribution(alike[0]!.errors.meanPoint, end),
            },
          ]),
    ],
  });
}

function showError(error: number, unit: "pixels" | "share"): string {
  return unit === "pixels" ? `${error.toFixed(1)} pixels` : `${(100 * error).toFixed(2)} %`;
}
