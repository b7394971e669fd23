import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Origin } from "../ir/graph.ts";

/** A diagnostic, and the step or property that it is about: its `@allow`s may silence it. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  readonly origin: Origin;
  /** Path of the step, where it is about one. */
  readonly path?: string;
}
