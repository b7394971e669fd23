import { not_yet } from "../../../diagnostics/catalogue/not_yet.ts";
import type { Finding } from "../finding.ts";
import type { TypedExamples } from "./example-types.ts";

/** Points that are to be left out of the loss, which no loss can do yet. */
export function findInMask({ delivered, steps }: TypedExamples): readonly Finding[] {
  if (delivered?.leaving !== "mask") return [];
  const { origin } = steps.findLast(({ step }) => step.name === "mask_points")!.step;
  return [{ diagnostic: not_yet.at(origin.place, { what: "leaving points out of the loss" }), origin }];
}
