import { idle_dropout } from "../../diagnostics/catalogue/idle_dropout.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { float, type ParameterSchema } from "../ir/parameters.ts";
import { hull, type Range, range } from "../ir/range.ts";
import type { OpSite } from "./op.ts";

export type DropoutParameters = { readonly p: number };

export function dropoutProbability(what: string): ParameterSchema {
  return float({ doc: `Probability that ${what} becomes 0.`, minimum: 0, exclusiveMaximum: 1, default: 0.5 });
}

/** Holds in training, where numbers are 0 or divided by 1 - p, and so in use as well. */
export function dropoutRange([input]: readonly Range[], { p }: DropoutParameters): Range {
  return hull(
    range(0, 0),
    range(Math.min(input!.low, input!.low / (1 - p)), Math.max(input!.high, input!.high / (1 - p))),
  );
}

export function dropoutLint(op: string, { p }: DropoutParameters, at: OpSite): readonly Diagnostic[] {
  return p === 0 ? [idle_dropout.at(at.argument("p"), { op })] : [];
}
