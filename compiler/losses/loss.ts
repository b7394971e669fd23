import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";
import type { Value } from "../ir/program.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";

/** A loss is one value in one file here: its formula in primitives, from which its gradient follows. */
export interface Loss<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  /** What it computes, with the formula. */
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /** Prediction and target have one shape, batch axis first; the result has shape [] and is the mean over all numbers. */
  readonly lower: (b: ProgramBuilder, prediction: Value, target: Value, parameters: P) => Value;
  /** The same loss of numbers that are there already, in double precision: what validation and `kpc evaluate` report. */
  readonly evaluate: (prediction: Float32Array, target: Float32Array, parameters: P) => number;
}

export function defineLoss<P extends ParameterValues>(loss: Loss<P>): Loss {
  return loss as unknown as Loss;
}
