import { float, type ParameterSchemas, type ParameterValues } from "../ir/parameters.ts";
import type { Value } from "../ir/program.ts";
import type { ProgramBuilder } from "../primitives/builder.ts";

/**
 * A loss is one value in one file here: its formula in primitives, from which its gradient follows. It gives the loss of each number,
 * PyTorch's `reduction="none"`; training makes their mean small.
 */
export interface Loss<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  /** What it computes, with the formula. */
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /** What the output that it is of has to be: points as the targets, unless it says otherwise. */
  readonly of?: "heatmaps";
  /**
   * The target is points [batch, K, 2], the prediction of the same shape, or heatmaps [batch, K, H, W]; the result has the prediction's
   * shape.
   */
  readonly lower: (b: ProgramBuilder, prediction: Value, target: Value, parameters: P) => Value;
  /** The same losses of one example's numbers, in double precision: what validation and `kpc evaluate` report the mean of. */
  readonly evaluate: (
    prediction: Float32Array,
    target: Float32Array,
    parameters: P,
    shape: readonly number[],
  ) => Float64Array;
  /** The heatmaps of points, for what gives points alone. `shape` is [K, H, W]. */
  readonly draw?: (points: Float32Array, parameters: P, shape: readonly number[]) => Float32Array;
}

const weight = float({
  doc: "What it is multiplied with before it is added to the losses of other outputs; 1 where left out.",
  exclusiveMinimum: 0,
  default: null,
});

export function defineLoss<P extends ParameterValues>(loss: Loss<P>): Loss {
  const parameters = { ...loss.parameters, weight };
  return { ...loss, parameters } as unknown as Loss;
}
