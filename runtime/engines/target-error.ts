import { RunError } from "../errors.ts";

/** Why a target's engine can't run on this machine, and what to do about it. */
export class TargetError extends RunError {
  /** What is lacking, without the remedy. */
  readonly problem: string;
  /** A command, or what to install. */
  readonly remedy: string;

  constructor(problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem}: ${remedy}`, 4, options);
    this.name = "TargetError";
    this.problem = problem;
    this.remedy = remedy;
  }
}
