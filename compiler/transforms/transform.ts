import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Place } from "../../diagnostics/place.ts";
import type { Box } from "../../lib/box.ts";
import type { Matrix } from "../../lib/matrix.ts";
import type { Outside, Picture, Size } from "../../lib/picture.ts";
import type { ParameterSchemas, ParameterValues } from "../ir/parameters.ts";
import type { ExampleType, KeypointScheme } from "../ir/plan.ts";

/** Numbers of 0..1 from the step's own stream, keyed by (seed, epoch, example, path). */
export type Draw = () => number;

export interface TypeSite {
  readonly place: Place;
  argument(name: string): Place;
  readonly scheme: KeypointScheme;
  /** The reader's name. */
  readonly reader: string;
  readonly split: "all" | "train";
}

/** The picture as a geometric step finds it. */
export interface Canvas extends Size {
  /** The face's box, moved by all steps before; absent where the reader gives none. */
  readonly box: Box | undefined;
}

/** What a geometric step does: maps pixel-centre coordinates of the picture that it finds to those of the one it leaves. */
export interface Move extends Size {
  readonly matrix: Matrix;
  /** True where left and right change places, so that points are to be exchanged by the scheme's mirror. */
  readonly mirrored?: boolean;
}

/**
 * A transform is one value in one file here. A geometric one gives a matrix, so that several become one matrix and one
 * resampling, and points follow by the same matrix; others say what becomes of the picture's numbers, or of the points.
 */
export interface Transform<P extends ParameterValues = ParameterValues> {
  readonly name: string;
  readonly doc: string;
  readonly parameters: ParameterSchemas;
  /** True where it draws; such a step may stand in `augment train` only. */
  readonly random: boolean;
  /** Type of the example after the step, or what is wrong. */
  readonly type: (input: ExampleType, parameters: P, at: TypeSite) => ExampleType | readonly Diagnostic[];
  /** What is odd about the step where it stands, though nothing is wrong. */
  readonly lint?: (input: ExampleType, parameters: P, at: TypeSite) => readonly Diagnostic[];
  readonly rule:
    | { readonly kind: "geometry"; readonly map: (canvas: Canvas, parameters: P, draw: Draw) => Move }
    /** Done after all geometry, whatever the order in which steps are written. */
    | { readonly kind: "picture"; readonly apply: (picture: Picture, parameters: P, draw: Draw) => Picture }
    | {
        readonly kind: "points";
        /** The scheme's points that are left, in order, of those that were (indices into the scheme). */
        readonly keep: (kept: readonly number[], parameters: P, scheme: KeypointScheme) => readonly number[];
      }
    /** What geometric steps see beyond the picture's edges; the last such step counts. */
    | { readonly kind: "outside"; readonly outside: (parameters: P) => Outside }
    /** What becomes of points that end outside of the picture; the last such step counts. */
    | { readonly kind: "leaving"; readonly leaving: Exclude<ExampleType["leaving"], "mask"> }
    /** Points that the data doesn't give count in no loss; where `outside` says so, nor do those that end outside of the picture. */
    | { readonly kind: "mask"; readonly outside: (parameters: P) => boolean };
}

export function defineTransform<P extends ParameterValues>(transform: Transform<P>): Transform {
  return transform as unknown as Transform;
}
