import { it } from "vitest";
import { examine } from "./generated.ts";

/** A seeded sample. */
const seeds = Array.from({ length: 40 }, (_, index) => index * 50);

it.each(seeds)(
  "the edits of generated pair %d are found, graded and undone, and its checkpoint loads as said",
  examine,
);
