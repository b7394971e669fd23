import type { Faults } from "../../compiler/datasets/file-faults.ts";

/** Examples that `on_bad_example: skip` left out: plain data, as `skipped.json` of a run folder and `--json` have it. */
export interface SkippedExamples {
  /** How many there are. */
  readonly count: number;
  /** The first thousand, with the file, and the line in it (from 1), that shows what is wrong. */
  readonly listed: readonly { readonly file: string; readonly line: number | null; readonly message: string }[];
}

export function skippedExamples({ count, listed }: Pick<Faults, "count" | "listed">): SkippedExamples {
  return { count, listed: listed.map(({ file, line = null, message }) => ({ file, line, message })) };
}
