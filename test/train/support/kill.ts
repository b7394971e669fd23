import { fork } from "node:child_process";
import { once } from "node:events";
import { expect } from "vitest";
import type { TrainEvent } from "../../../runtime/train/events.ts";

/** Runs a script of this folder, which trains and sends its events, in a process of its own; kills it at `moment`. */
export async function trainAndKill(
  script: string,
  args: readonly string[],
  moment: (event: TrainEvent) => boolean,
): Promise<void> {
  const child = fork(new URL(script, import.meta.url), args, { execArgv: ["--import", "tsx"] });
  child.on("message", (event) => {
    if (moment(event as TrainEvent)) child.kill("SIGKILL");
  });
  const [code, signal] = await once(child, "exit");
  expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });
}
