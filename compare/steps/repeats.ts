import { placeKey } from "../../diagnostics/place.ts";
import { gravest, type StepChange, type StepPlace } from "../change.ts";

/** The same changes, but what is written once and unrolled several times (a repeat, a block that is called often) is told once. */
export function toldOnce(changes: readonly StepChange[]): StepChange[] {
  const groups = new Map<string, StepChange>();
  for (const change of changes) {
    const key = keyOf(change);
    const known = groups.get(key);
    groups.set(key, known === undefined ? change : together(known, change));
  }
  return [...groups.values()];
}

function together(a: StepChange, b: StepChange): StepChange {
  return {
    ...a,
    class: gravest([a.class, b.class])!,
    places: [...a.places, ...b.places],
    tensors: [...a.tensors, ...b.tensors],
  };
}

/** Where the steps are written, and what became of them. */
function keyOf({ kind, places: [place], parameters }: StepChange): string {
  const { before, after } = place!;
  const written = [before, after].map((step) =>
    step === undefined ? "" : `${step.op} ${placeKey(step.origin.place)}`,
  );
  return JSON.stringify([kind, written, parameters, nameChange(place!)]);
}

/** Steps of one block keep or change their own names alike; what stands before these differs. */
function nameChange({ before, after }: StepPlace): boolean {
  return before !== undefined && after !== undefined && before.path !== after.path;
}
