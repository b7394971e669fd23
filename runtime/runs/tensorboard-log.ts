import { join } from "node:path";
import { writeAtomically } from "../checkpoints/atomic-write.ts";
import type { EpochMetrics } from "../train/events.ts";
import { appendWhole } from "./append-whole.ts";
import { makeFolder, runPaths } from "./run-folder.ts";
import type { RunRecord } from "./run-record.ts";
import { epochRecord, versionRecord } from "./tensorboard-events.ts";

/**
 * The figures of `metrics.jsonl` once more, for TensorBoard: a record that names the format, and one an epoch. Times count from the run's
 * start and hold the training alone, so that the file is a function of run.json and metrics.jsonl and can be made again from them.
 */
export class TensorBoardLog {
  readonly #path: string;
  /** Seconds since 1970. */
  #time: number;

  private constructor(path: string, startTime: number) {
    this.#path = path;
    this.#time = startTime;
  }

  /** Begins the log of a run anew, with the epochs that are finished. Throws RunError (3). */
  static async open(
    folder: string,
    { startedAt }: RunRecord,
    finished: readonly EpochMetrics[],
  ): Promise<TensorBoardLog> {
    const startTime = Date.parse(startedAt) / 1000;
    const { tensorboard } = runPaths(folder);
    await makeFolder(tensorboard);
    const log = new TensorBoardLog(join(tensorboard, `events.out.tfevents.${Math.floor(startTime)}.kpnet`), startTime);
    const records = [versionRecord(startTime), ...finished.map((epoch) => log.#recordOf(epoch))];
    await writeAtomically(log.#path, Buffer.concat(records));
    return log;
  }

  async append(metrics: EpochMetrics): Promise<void> {
    await appendWhole(this.#path, this.#recordOf(metrics));
  }

  #recordOf(metrics: EpochMetrics): Uint8Array {
    this.#time += metrics.trainSeconds + metrics.validationSeconds;
    return epochRecord(metrics, this.#time);
  }
}
