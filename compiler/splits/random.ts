import { stream } from "../../lib/random.ts";
import { int, share } from "../ir/parameters.ts";
import { groupOf } from "./picture-group.ts";
import { defineSplit } from "./split.ts";

type Random = { readonly validation: number; readonly seed: number };

export const random = defineSplit<Random>({
  name: "random",
  doc: "Draws pictures for validation; the others are for training. A picture, its mirrored copy (`_mirror`) and all faces in it are drawn together. Who is drawn depends on the seed and the pictures' names alone, and a picture more moves at most one other.",
  parameters: {
    validation: share({ doc: "share of the pictures to validate on", exclusiveMinimum: 0, exclusiveMaximum: 1 }),
    seed: int({ doc: "another seed draws others", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
  },
  check: () => [],
  part: (samples, { validation, seed }) => {
    const groups = [...new Set(samples.map(groupOf))].sort();
    const drawn = groups.map((group) => ({ group, at: stream({ seed, example: group, path: "split" }).bits() }));
    drawn.sort((a, b) => a.at - b.at);
    const chosen = drawn.slice(0, Math.round(validation * groups.length));
    const forValidation = new Set(chosen.map(({ group }) => group));
    return (sample) => (forValidation.has(groupOf(sample)) ? "validation" : "train");
  },
});
