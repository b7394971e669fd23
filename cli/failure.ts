import { DataError } from "../compiler/datasets/reader.ts";
import { CommandError, exit } from "./exit.ts";

/** What went wrong, in a sentence, and the exit code that belongs to it. A stack trace is shown for our own bugs only. */
export function explainFailure(error: unknown): { readonly message: string; readonly code: number } {
  if (error instanceof CommandError) return { message: `kpc: ${error.message}`, code: error.code };
  if (error instanceof DataError) {
    const place = error.line === undefined ? error.file : `${error.file}:${error.line}`;
    return { message: `kpc: ${place}: ${error.message}`, code: exit.data };
  }
  if (!(error instanceof Error)) return { message: `kpc: ${String(error)}`, code: exit.internal };
  if ("exitCode" in error && typeof error.exitCode === "number")
    return { message: `kpc: ${error.message}`, code: error.exitCode };
  if (error.name === "YError") return { message: `kpc: ${error.message}`, code: exit.usage };
  const reason = systemReason(error);
  if (reason !== undefined) return { message: `kpc: ${reason}`, code: exit.data };
  return {
    message: `kpc: this is a bug in kpc, not in your spec: ${error.message}\n${error.stack ?? ""}`,
    code: exit.internal,
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EACCES: "permission denied",
  EPERM: "not permitted",
  ENOENT: "no such file or folder",
  EISDIR: "that is a folder, not a file",
  ENOTDIR: "that is a file, not a folder",
  EROFS: "the file system is read-only",
  EMFILE: "too many open files",
};

function systemReason(error: Error): string | undefined {
  if (!("code" in error) || typeof error.code !== "string") return undefined;
  const reason = reasons[error.code];
  if (reason === undefined) return undefined;
  const path = "path" in error && typeof error.path === "string" ? `${error.path}: ` : "";
  return `${path}${reason}`;
}
