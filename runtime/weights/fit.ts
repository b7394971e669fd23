import type { Tensor } from "../../lib/safetensors.ts";
import type { WeightShapes } from "../checkpoints/weight-shapes.ts";
import type { Tensors } from "../engines/engine.ts";

/** The model's whole state dict, in its order: what fits from the file, the rest as `initial` makes it. */
export function takeFitting(found: ReadonlyMap<string, Tensor>, initial: () => Tensors, wanted: WeightShapes): Tensors {
  let made: Tensors | undefined;
  const drawn = (key: string) => {
    made ??= initial();
    return made.get(key)!;
  };
  return new Map(
    [...wanted].map(([key, shape]) => {
      const tensor = found.get(key);
      return [key, tensor?.shape.join() === shape.join() ? tensor.data : drawn(key)];
    }),
  );
}
