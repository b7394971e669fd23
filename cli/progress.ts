import type { EpochMetrics, StepEvent, TrainEvent } from "../runtime/train/events.ts";

export interface ProgressOptions {
  /** A terminal redraws one line; a file or pipe gets one line an epoch. */
  readonly terminal: boolean;
  readonly write: (text: string) => void;
  /** Milliseconds, for redrawing no more often than a person can see. */
  readonly now: () => number;
}

const redrawEvery = 80;
const barWidth = 20;
const clearLine = "\r\u001b[K";

export interface Progress {
  readonly onEvent: (event: TrainEvent) => void;
  /** Takes away a bar that stands there, so that something else can be said. */
  readonly clear: () => void;
}

/** Shows training as it goes on: a bar with loss, examples a second and time left; a line for each finished epoch. */
export function showProgress({ terminal, write, now }: ProgressOptions): Progress {
  let drawn = -Infinity;
  function onEvent(event: TrainEvent): void {
    if (event.kind === "start") {
      const from = event.finishedEpochs > 0 ? `, from epoch ${event.finishedEpochs + 1}` : "";
      write(
        `training ${event.epochs} ${event.epochs === 1 ? "epoch" : "epochs"} on ${event.trainExamples} examples${from}, into ${event.folder}\n`,
      );
      for (const remark of event.remarks) write(`note: ${remark}\n`);
    } else if (event.kind === "epoch") {
      write(`${terminal ? clearLine : ""}${epochLine(event.metrics, event.epochs)}\n`);
    } else if (terminal && now() - drawn >= redrawEvery) {
      drawn = now();
      write(`${clearLine}${stepLine(event)}`);
    }
  }
  return { onEvent, clear: () => write(terminal ? clearLine : "") };
}

function stepLine(event: StepEvent): string {
  const share = event.step / event.steps;
  const filled = Math.round(share * barWidth);
  const bar = `${"━".repeat(filled)}${"─".repeat(barWidth - filled)}`;
  const speed = `${Math.round(event.examplesPerSecond)} examples/s`;
  return `epoch ${counter(event.epoch, event.epochs)} ${bar} loss ${figure(event.loss)}  ${speed}  ${duration(event.secondsLeft)} left`;
}

function epochLine(metrics: EpochMetrics, epochs: number): string {
  const validation =
    metrics.validation === null
      ? ""
      : `  validation ${figure(metrics.validation.loss)}  ${metrics.validation.pixelError.toFixed(1)} px`;
  return `epoch ${counter(metrics.epoch, epochs)}  train ${figure(metrics.trainLoss)}${validation}${metrics.best ? "  best" : ""}`;
}

function counter(epoch: number, epochs: number): string {
  return `${String(epoch).padStart(String(epochs).length)}/${epochs}`;
}

/** Losses of keypoints are small: three digits that count. */
export function figure(loss: number): string {
  if (loss === 0 || !Number.isFinite(loss)) return String(loss);
  return Math.abs(loss) >= 1e-6 && Math.abs(loss) < 1e4
    ? Number(loss.toPrecision(3)).toString()
    : loss.toExponential(2);
}

function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  const whole = Math.ceil(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}
