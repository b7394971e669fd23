import { say } from "./output.ts";

/**
 * Runs something that Ctrl-C (or SIGTERM) stops in good order: the signal is aborted at the first, and the work says how it
 * ended. A second Ctrl-C ends the process at once.
 */
export async function untilInterrupted<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) endAtOnce();
    say("\nstopping; Ctrl-C again ends at once");
    controller.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // The process that started this one, as one run of a sweep, is gone.
  if (process.connected) process.on("disconnect", stop);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    process.off("disconnect", stop);
  }
}

/** By the signal itself, which a shell shows as 130: process.exit() would wait for a file that is being read and never comes. */
function endAtOnce(): void {
  process.removeAllListeners("SIGINT");
  process.kill(process.pid, "SIGINT");
}
