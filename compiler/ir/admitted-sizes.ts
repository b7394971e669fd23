import type { Remark } from "../../diagnostics/diagnostic.ts";
import type { SizeSet } from "./size-set.ts";

/** Which values of the sizes that a model leaves open it can take. */
export interface AdmittedSizes {
  /** Letters that may be chosen each by itself. */
  readonly letters: readonly AdmittedLetter[];
  /** Letters that depend on each other. */
  readonly together: readonly AdmittedTogether[];
  /** All sizes up to this one were tried with the steps' own shape rules. */
  readonly bound: number;
  /** Sizes that it can't take, and why; absent where it takes all. */
  readonly refused?: RefusedSizes;
  /** Keys of weights whose shapes depend on the letters: trained for one size, they are for no other. */
  readonly sizedWeights: readonly string[];
}

export interface AdmittedLetter {
  readonly name: string;
  readonly sizes: SizeSet;
}

export interface AdmittedTogether {
  readonly names: readonly string[];
  /** Combinations up to the bound that are admitted, the first 100 of them: sizes of each letter, in the order of `names`, all of which go with each other. */
  readonly choices: readonly (readonly (readonly number[])[])[];
}

export interface RefusedSizes {
  readonly sizes: Readonly<Record<string, number>>;
  /** `add can't join [256, 9, 9] and [256, 8, 8], at up2`. */
  readonly message: string;
  readonly related: readonly Remark[];
}

/**
 * Whether a program can be written once for every size that is admitted: where values meet that agree for some sizes only,
 * or weights have a shape for each size, there is no such program.
 */
export function hasOneProgram({ letters, together, sizedWeights }: AdmittedSizes): boolean {
  const isSimple = ({ sizes }: AdmittedLetter): boolean => sizes.period === 1 && sizes.below.length === 0;
  return together.length === 0 && sizedWeights.length === 0 && letters.every(isSimple);
}
