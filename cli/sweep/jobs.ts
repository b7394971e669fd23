import { availableParallelism, freemem } from "node:os";
import { isKnown } from "../../compiler/ir/dim.ts";
import { defaultMemory } from "../../runtime/data/byte-store.ts";
import type { ChosenExperiment } from "../experiment.ts";

/** What a process takes that trains a small network: Node, the engine, the pictures of a few hundred faces. */
const bytesOfProcess = 400 * 2 ** 20;
/** Numbers of 4 bytes that a weight comes to: itself, gradient, two of Adam's, and copies while it is saved. */
const bytesOfWeight = 4 * 8;

export interface Machine {
  readonly cores: number;
  /** Bytes. */
  readonly freeMemory: number;
}

export const thisMachine = (): Machine => ({ cores: availableParallelism(), freeMemory: freemem() });

/**
 * How many runs to train at a time: one a core, as long as the free memory is enough. Small networks train faster side by side on a
 * core each than one after the other on all.
 */
export function defaultJobs({ graph }: Pick<ChosenExperiment, "graph">, runs: number, machine: Machine): number {
  const { parameters } = graph.cost;
  const bytes = bytesOfProcess + bytesOfWeight * (isKnown(parameters) ? parameters : 0);
  return Math.max(1, Math.min(runs, machine.cores, Math.floor(machine.freeMemory / bytes)));
}

/** MiB of pictures that each run may keep in memory, where all that are trained at a time may keep `together`, or else what one run alone may. */
export function dataMemoryOfRun(together: string | undefined, jobs: number): number {
  const mebibytes = together === undefined ? defaultMemory() / 2 ** 20 : Number(together);
  return Math.floor(mebibytes / jobs);
}
