import type { Faults } from "../../compiler/datasets/file-faults.ts";
import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import { ByteStore } from "../data/byte-store.ts";
import { openDataset } from "../data/dataset.ts";
import { type Examples, examplesOf, type LoadLimits } from "../data/examples.ts";
import type { Trainer } from "../engines/engine.ts";
import { answersOf, meanOf, measureEach } from "../evaluate/measure.ts";
import type { Measures } from "./events.ts";

/** The examples of an experiment, read from the disk. */
export interface LoadedSplits {
  readonly train: Examples;
  readonly validation: Examples;
  /** What was wrong with examples that are left out. */
  readonly skipped: Pick<Faults, "count" | "listed">;
  /** Ends threads and lets go of files. */
  close(): Promise<void>;
}

/**
 * Reads both splits of an experiment's data.
 *
 * @param root the project root, which the dataset's path is relative to.
 * @throws DataError where a file is missing or wrong; SpecDataError where the files don't fit the spec.
 */
export async function loadSplits(
  { examples, seed }: ExperimentPlan,
  root: string,
  { memory, ...limits }: LoadLimits = {},
): Promise<LoadedSplits> {
  const dataset = await openDataset(examples.dataset, root);
  const store = new ByteStore(memory);
  const options = { store, seed, ...limits };
  const train = await examplesOf(dataset, examples, { split: "train", ...options });
  const validation = await examplesOf(dataset, examples, { split: "validation", ...options });
  const close = async () => {
    await Promise.all([train.close(), validation.close()]);
    store.close();
  };
  return { train, validation, skipped: dataset.faults, close };
}

/** What a run does after each epoch: measure the validation split with the experiment's loss. */
export function validationOf(
  plan: ExperimentPlan,
  examples: Examples,
): (predict: Trainer["predict"]) => Promise<Measures> {
  return async (predict) => meanOf(await measureEach(answersOf(predict), { examples, plan }), plan);
}
