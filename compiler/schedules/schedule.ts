import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";

/** Where a run stands just before an update. All counts begin at 0. */
export interface Moment {
  readonly epoch: number;
  /** Of the whole run. */
  readonly epochs: number;
  /** Updates made before this one, over the whole run. */
  readonly update: number;
  readonly updatesPerEpoch: number;
}

/**
 * How the learning rate changes over a run: one value in one file here. Meant as in torch.optim.lr_scheduler, as a factor
 * of the optimizer's `lr`, so that a schedule and a rate can be changed apart from each other.
 */
export interface Schedule<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  /** What it does, with the formula. */
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /** What the optimizer's `lr` is multiplied by for the update at this moment. */
  readonly factor: (at: Moment, parameters: P) => number;
  /** What is wrong with parameters that go together badly, or with the run's length. */
  readonly check?: (
    parameters: P,
    at: { readonly place: Place; argument(name: string): Place; readonly epochs: number },
  ) => readonly Diagnostic[];
}

export function defineSchedule<P extends ParameterValues>(schedule: Schedule<P>): Schedule {
  return schedule as unknown as Schedule;
}
