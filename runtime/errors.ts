/** How a program ends that could not do what it was asked to; 0, 1 and 70 are not among them. */
export type FailureCode = 2 | 3 | 4 | 5 | 130;

/**
 * Why a run can't begin or go on, for a reason that the user can act on: one sentence, no stack needed. `exitCode` is
 * what `kpc` ends with (2 wrong usage, 3 files and data, 4 no such target, 5 diverged, 130 interrupted).
 */
export class RunError extends Error {
  readonly exitCode: FailureCode;

  constructor(message: string, exitCode: FailureCode, options?: ErrorOptions) {
    super(message, options);
    this.name = "RunError";
    this.exitCode = exitCode;
  }
}

/** The loss is no longer a finite number. `epoch` counts from 1 and is the one that was under way. */
export class DivergedError extends RunError {
  readonly epoch: number;

  constructor(message: string, epoch: number) {
    super(message, 5);
    this.name = "DivergedError";
    this.epoch = epoch;
  }
}

/** The caller's signal was aborted (Ctrl-C). `finishedEpochs` are complete, what came after is dropped. */
export class InterruptedError extends RunError {
  readonly finishedEpochs: number;

  constructor(finishedEpochs: number) {
    super(`stopped after ${finishedEpochs} finished ${finishedEpochs === 1 ? "epoch" : "epochs"}`, 130);
    this.name = "InterruptedError";
    this.finishedEpochs = finishedEpochs;
  }
}
