import type { Place } from "../../../diagnostics/place.ts";
import type { PlannedCall } from "../../ir/plan.ts";

/** Where a call stands, for messages: an argument that was not written has the whole call's place. */
export interface CallSite {
  readonly place: Place;
  argument(name: string): Place;
}

export function siteOf({ origin: { place }, arguments: written = {} }: PlannedCall): CallSite {
  return { place, argument: (name) => written[name] ?? place };
}
