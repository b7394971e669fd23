import { spawn } from "node:child_process";
import { exit } from "../exit.ts";

/** How a run of a sweep ended. */
export interface WorkerEnd {
  /** Exit code of `kpc train`. */
  readonly code: number;
  /** Its last words on stderr. */
  readonly lastWords: string;
}

/** More of what a process says is not kept. */
const mostWords = 4096;

/**
 * Runs `kpc` in a process of its own, and stops it in good order once `signal` is aborted. The process stands in a group of its own,
 * since Ctrl-C in a terminal reaches a whole group; it also stops when its channel to this process closes.
 */
export function runWorker(args: readonly string[], signal: AbortSignal): Promise<WorkerEnd> {
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!, ...args], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    detached: process.platform !== "win32",
  });
  let words = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-mostWords);
  });
  const stop = (): void => void child.kill("SIGINT");
  signal.addEventListener("abort", stop, { once: true });
  return new Promise((resolve) => {
    const end = (code: number): void => {
      signal.removeEventListener("abort", stop);
      const last = words.trimEnd().split("\n").at(-1) ?? "";
      resolve({ code, lastWords: last.replace(/^kpc: /, "") });
    };
    child.on("error", (error) => {
      words = error.message;
      end(exit.internal);
    });
    child.on("close", (code) => end(code ?? (signal.aborted ? exit.interrupted : exit.internal)));
  });
}
