/**
 * A bug of ours, never of the user's: what one phase handed to the next does not hold together. Names the spec and the
 * step, so that a report of it can be acted on.
 */
export class InternalError extends Error {
  /** The model, program or file in question. */
  readonly spec: string;
  /** Path of the step, where one is to blame. */
  readonly step: string | undefined;

  constructor(problem: string, spec: string, step?: string) {
    super(`${problem} (in ${step === undefined ? spec : `${spec}, step ${step}`})`);
    this.name = "InternalError";
    this.spec = spec;
    this.step = step;
  }
}
