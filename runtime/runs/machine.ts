import { arch, cpus, platform } from "node:os";
import type { RunRecord } from "./run-record.ts";

/** What decides, beside engine and threads, whether two runs give the same bytes. */
export function thisMachine(): RunRecord["machine"] {
  return { cpu: cpus()[0]?.model.trim() ?? "", platform: platform(), arch: arch() };
}
