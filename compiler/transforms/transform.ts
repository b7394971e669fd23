import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { Matrix } from "../../lib/matrix.ts";
import type { Picture } from "../../lib/picture.ts";
import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";
import type { ExampleType, KeypointScheme } from "../ir/plan.ts";

/** Numbers of 0..1 from the step's own stream, keyed by (seed, epoch, example, path). */
export type Draw = () => number;

export interface TypeSite {
  readonly place: Place;
  argument(name: string): Place;
  readonly scheme: KeypointScheme;
  readonly split: "all" | "train";
}

/**
 * A transform is one value in one file here. A geometric one gives a matrix, so that several in a row become one matrix
 * and one resampling, and points follow by the same matrix; others say what becomes of the picture, or of the points.
 */
export interface Transform<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /** True where it draws; such a step may stand in `augment train` only. */
  readonly random: boolean;
  /** Type of the example after the step, or what is wrong. */
  readonly type: (input: ExampleType, parameters: P, at: TypeSite) => ExampleType | readonly Diagnostic[];
  readonly rule:
    | {
        readonly kind: "geometry";
        /** Maps pixel-centre coordinates of the input picture to those of the output picture, and its size. */
        readonly map: (
          size: { readonly width: number; readonly height: number },
          parameters: P,
          draw: Draw,
        ) => { readonly matrix: Matrix; readonly width: number; readonly height: number };
      }
    | { readonly kind: "picture"; readonly apply: (picture: Picture, parameters: P, draw: Draw) => Picture }
    | {
        readonly kind: "points";
        /** The scheme's points that are left, in order, of those that were (indices into the scheme). */
        readonly keep: (kept: readonly number[], parameters: P, scheme: KeypointScheme) => readonly number[];
      };
}

export function defineTransform<P extends ParameterValues>(transform: Transform<P>): Transform {
  return transform as unknown as Transform;
}
