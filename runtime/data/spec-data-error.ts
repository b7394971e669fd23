import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { RunError } from "../errors.ts";

/** What only the data shows to be wrong with a spec, located in the spec. Exit code 3. */
export class SpecDataError extends RunError {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join("; "), 3);
    this.name = "SpecDataError";
    this.diagnostics = diagnostics;
  }
}
