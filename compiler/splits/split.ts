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
  /**
   * The tag that the split goes by and the values of it that the spec names, in each part; loading reports those of
   * which the data has no sample. Absent where a split names none.
   */
  readonly named?: (parameters: P) => {
    readonly tag: string;
    readonly train: readonly (number | string)[];
    readonly validation: readonly (number | string)[];
  };
  /** The part that a sample belongs to; undefined: neither. */
  readonly assign: (sample: Sample, parameters: P) => SplitName | undefined;
}

export function defineSplit<P extends ParameterValues>(split: Split<P>): Split {
  return split as unknown as Split;
}
