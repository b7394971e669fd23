import { metricOfKey } from "../../compiler/metrics/metric-keys.ts";
import type { FigureRow } from "./run.ts";

/** Figures of a run by name, as specs name those that are reported: train_loss, validation_loss, and metrics. */
export interface RunFigures {
  readonly last: Readonly<Record<string, number | null>>;
  readonly best: Readonly<Record<string, number | null>>;
  readonly reported: Readonly<Record<string, number>>;
  readonly meanPoint: Readonly<Record<string, number | null>>;
}

/**
 * A row for each figure that the run has or the document reports. What is reported and the run doesn't measure can't be compared: it
 * is from other data, such as a competition's test set.
 */
export function figureRows({ last, best, reported, meanPoint }: RunFigures): readonly FigureRow[] {
  const names = new Set([...Object.keys(last), ...Object.keys(reported)]);
  return [...names].map((name) => {
    const cell = (figures: Readonly<Record<string, number | null>>) => figures[name] ?? undefined;
    const shown = {
      last: cell(last),
      best: cell(best),
      reported: cell(reported),
      meanPoint: cell(meanPoint),
    };
    const texts = Object.entries(shown).flatMap(([column, value]) =>
      value === undefined ? [] : [[column, showFigure(name, value)]],
    );
    return { name: titleOf(name), ...Object.fromEntries(texts), comparable: name in last };
  });
}

/** `0.00174`, `12.3 px`, `4.71 %`. */
export function showFigure(name: string, value: number): string {
  const unit = name === "pixel_error" ? "pixels" : metricOfKey(name)?.unit;
  if (unit === "pixels") return `${value.toFixed(2)}\u00a0px`;
  return unit === "share" ? `${(100 * value).toFixed(2)}\u00a0%` : showLoss(value);
}

/** Three figures that count. */
export function showLoss(loss: number): string {
  const text = String(Number(loss.toPrecision(3)));
  return text.includes("e") || Math.abs(loss) >= 1000 ? loss.toPrecision(3) : text;
}

const titles: Readonly<Record<string, string>> = {
  train_loss: "training loss",
  validation_loss: "validation loss",
  pixel_error: "mean error in pixels (validation)",
  competition_mae: "mean absolute error on a competition's pictures",
};

function titleOf(name: string): string {
  return titles[name] ?? name;
}
