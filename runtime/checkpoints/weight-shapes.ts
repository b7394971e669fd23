import { isKnown } from "../../compiler/ir/dim.ts";
import type { ProgramWeight } from "../../compiler/ir/program.ts";
import { showShape } from "../../compiler/ir/shape.ts";

/** Shape of each tensor of a model's state dict, by key, in its order. */
export type WeightShapes = ReadonlyMap<string, readonly number[]>;

/** Throws where a size is symbolic: only models with known sizes are trained. */
export function weightShapes({ weights }: { readonly weights: readonly ProgramWeight[] }): WeightShapes {
  return new Map(
    weights.map(({ key, value }) => {
      if (!value.shape.every(isKnown)) throw new Error(`weight ${key} has no known size: ${showShape(value.shape)}`);
      return [key, value.shape];
    }),
  );
}

export function shapeOf(shapes: WeightShapes, key: string): readonly number[] {
  const shape = shapes.get(key);
  if (shape === undefined) throw new Error(`the model has no weight ${key}`);
  return shape;
}
