import type { Faults } from "../compiler/datasets/file-faults.ts";
import { located } from "./failure.ts";
import { say } from "./output.ts";

/** So many examples that are left out are shown one by one. */
const mostShown = 20;

/** What `--json` says of examples that are left out, for the commands that read data. */
export const skippedJsonPaths = {
  "skipped.count": "number of bad examples that are left out, which on_bad_example: skip asks for; 0 otherwise",
  "skipped.listed[]?*": "the first thousand of them: file, line (or null) and message",
};

/** Tells the person how many examples are left out, of how many, and what is wrong with the first of them. */
export function tellSkipped({ count, listed }: Pick<Faults, "count" | "listed">, used: number): void {
  if (count === 0) return;
  const shown = listed.slice(0, mostShown);
  say(`kpc: ${count} bad ${count === 1 ? "example is" : "examples are"} left out, ${used} are used:`);
  for (const fault of shown) say(`  ${located(fault)}`);
  if (count > shown.length) say(`  and ${count - shown.length} more`);
}
