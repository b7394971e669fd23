import { type FailureCode, RunError } from "../errors.ts";
import { TargetError } from "./target-error.ts";

export interface Message {
  readonly kind: string;
}

/** What each kind of request is answered with. */
export type AnswersTo<Request extends Message> = { readonly [Kind in Request["kind"]]: unknown };

export interface Envelope<Request extends Message> {
  readonly id: number;
  readonly request: Request;
}

export type Reply = { readonly id: number } & ({ readonly answer: unknown } | { readonly failure: Failure });

/** An error as it travels between threads, which know no classes of each other's. */
export type Failure =
  | { readonly problem: string; readonly remedy: string }
  | { readonly message: string; readonly exitCode: FailureCode | undefined };

export function failureOf(error: unknown): Failure {
  if (error instanceof TargetError) return { problem: error.problem, remedy: error.remedy };
  const message = error instanceof Error ? error.message : String(error);
  return { message, exitCode: error instanceof RunError ? error.exitCode : undefined };
}

export function errorOf(failure: Failure): Error {
  if ("remedy" in failure) return new TargetError(failure.problem, failure.remedy);
  const { message, exitCode } = failure;
  return exitCode === undefined ? new Error(message) : new RunError(message, exitCode);
}
