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
  /** The tag that it goes by, which the reader's samples must have; absent where it goes by none. */
  readonly tag?: string;
  /** What the parameters alone show to be wrong: a person in both parts. */
  readonly check: (
    parameters: P,
    at: { readonly place: Place; argument(name: string): Place },
  ) => readonly Diagnostic[];
  /** The tag's values that the spec names in each part; loading reports those of which the data has no sample. */
  readonly named?: (parameters: P) => Readonly<Record<SplitName, readonly (number | string)[]>>;
  /** Says of each sample to which part it belongs; undefined: to neither. Doesn't depend on the samples' order. */
  readonly part: (samples: readonly Sample[], parameters: P) => (sample: Sample) => SplitName | undefined;
}

export function defineSplit<P extends ParameterValues>(split: Split<P>): Split {
  return split as unknown as Split;
}
