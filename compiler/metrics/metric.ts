import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";
import type { KeypointScheme } from "../ir/plan.ts";

/** One face with the points that a model gave it, hidden ones left out. Points are [x, y, ...] in pixels (centres) of the picture as it is. */
export interface MeasuredFace {
  readonly predicted: readonly number[];
  readonly truth: readonly number[];
  /** Index into the scheme of each of these points. */
  readonly kept: readonly number[];
  readonly scheme: KeypointScheme;
  /** Width and height in pixels, where the data gives a box. */
  readonly box?: { readonly width: number; readonly height: number };
}

/**
 * A figure that says how well a model does, beside its loss: one value in one file here. It gives a number for each face, and makes
 * one figure of all faces' numbers.
 */
export interface Metric<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  /** What it says, with the formula and its source. */
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /** `pixels`: of the pictures as they are; `share`: a part of one, shown in percent. */
  readonly unit: "pixels" | "share";
  readonly better: "lower" | "higher";
  /** Undefined where it can't be had of this face, which is then left out: points are hidden that it goes by. The face has a point. */
  readonly ofFace: (face: MeasuredFace, parameters: P) => number | undefined;
  /** The mean of the faces' numbers unless it says otherwise. */
  readonly ofAll?: (faces: readonly number[], parameters: P) => number;
  /** What is wrong with its parameters for the points that the examples have left. */
  readonly check?: (
    parameters: P,
    at: {
      readonly place: Place;
      argument(name: string): Place;
      readonly scheme: KeypointScheme;
      readonly kept: readonly number[];
    },
  ) => readonly Diagnostic[];
}

export function defineMetric<P extends ParameterValues>(metric: Metric<P>): Metric {
  return metric as unknown as Metric;
}
