import { DataError } from "../compiler/datasets/reader.ts";
import { InternalError } from "../compiler/ir/internal-error.ts";
import { systemReason } from "../runtime/system-error.ts";
import { CommandError, exit } from "./exit.ts";

/** Why a command could not do what it was asked to. */
export interface Failure {
  readonly message: string;
  /** What is to be told beside, a line each. */
  readonly others?: readonly string[];
  readonly code: number;
  /** What a tool wants to know beside the sentence, under `--json`. */
  readonly details: Readonly<Record<string, unknown>>;
  /** Only for our own bugs. */
  readonly stack?: string;
}

/** What went wrong, in a sentence, and the exit code that belongs to it. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof CommandError) return { message: error.message, code: error.code, details: error.details };
  if (error instanceof DataError) {
    const others = error.others.map((other) => ({ ...placeOf(other), message: other.message }));
    return {
      message: located(error),
      others: error.others.map(located),
      code: exit.data,
      details: { ...placeOf(error), ...(others.length === 0 ? {} : { others }) },
    };
  }
  if (error instanceof Error && "exitCode" in error && typeof error.exitCode === "number") {
    const lacking = "problem" in error && "remedy" in error;
    const details = lacking ? { problem: error.problem, remedy: error.remedy } : {};
    const hint = lacking ? "; kpc doctor looks at every target" : "";
    return { message: `${error.message}${hint}`, code: error.exitCode, details };
  }
  const reason = systemReason(error);
  if (reason !== undefined) return { message: `${pathOf(error)}${reason}`, code: exit.data, details: {} };
  return bug(error);
}

/** A fault of data with its place: `labels.xml:12: the box has no area`. */
export function located(error: DataError): string {
  const { file, line } = error;
  return `${line === undefined ? file : `${file}:${line}`}: ${error.message}`;
}

function placeOf({ file, line }: DataError) {
  return { file, ...(line === undefined ? {} : { line }) };
}

function bug(error: unknown): Failure {
  const problem = error instanceof Error ? error.message : String(error);
  const where = error instanceof InternalError ? { spec: error.spec, step: error.step ?? null } : {};
  return {
    message: `this is a bug in kpc, not in your spec: ${problem}`,
    code: exit.internal,
    details: where,
    ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
  };
}

function pathOf(error: unknown): string {
  const { path } = error as NodeJS.ErrnoException;
  return path === undefined ? "" : `${path}: `;
}
