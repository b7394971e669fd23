import { textAt } from "../../diagnostics/place.ts";
import type { SweepRun } from "../../runtime/runs/sweep-record.ts";
import type { ChosenExperiment } from "../experiment.ts";

/** Longest part of a folder's name that one value gets. */
const longestValue = 24;

/** The runs of an experiment's sweep, every combination of values, the last path's changing fastest. */
export function runsOfSweep({ plan, lookup }: Pick<ChosenExperiment, "plan" | "lookup">): readonly SweepRun[] {
  let combinations: readonly Readonly<Record<string, string>>[] = [{}];
  for (const { key, values } of plan.sweep ?? []) {
    const texts = values.map(({ place, number }) =>
      number === undefined ? oneLine(textAt(place, lookup)) : String(number),
    );
    combinations = combinations.flatMap((before) => texts.map((text) => ({ ...before, [key]: text })));
  }
  const taken = new Map<string, number>();
  return combinations.map((values) => {
    const name = folderName(values);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return { name: count === 1 ? name : `${name}#${count}`, values };
  });
}

/** `lr=1e-3,seed=0`: paths by their last part, values without what file systems or shells dislike. */
function folderName(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => {
      const safe = value.replaceAll(/[^\w.+-]+/g, "_").replaceAll(/^_|_$/g, "");
      return `${key.slice(key.lastIndexOf(".") + 1)}=${safe.slice(0, longestValue)}`;
    })
    .join(",");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
