import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { Sample } from "../datasets/reader.ts";
import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";

export type SplitName = "train" | "validation";

/** A way to part a dataset: one value in one file here. */
export interface Split<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /** What the parameters alone show to be wrong: a person in both parts. */
  readonly check: (
    parameters: P,
    at: { readonly place: Place; argument(name: string): Place },
  ) => readonly Diagnostic[];
  /** The part that a sample belongs to; undefined: neither. */
  readonly assign: (sample: Sample, parameters: P) => SplitName | undefined;
}

export function defineSplit<P extends ParameterValues>(split: Split<P>): Split {
  return split as unknown as Split;
}
