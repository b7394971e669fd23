import type { Tensor } from "../../lib/safetensors.ts";
import { isCounter } from "../../lib/state-dict.ts";
import type { WeightShapes } from "../checkpoints/weight-shapes.ts";
import type { Tensors } from "../engines/engine.ts";

/** A key where a file and a model differ. A shape is undefined on the side that lacks it. */
export interface Misfit {
  readonly key: string;
  readonly problem: "missing" | "left over" | "other shape";
  readonly inFile: readonly number[] | undefined;
  readonly inModel: readonly number[] | undefined;
}

/** Where a file's weights differ from what a model needs: in the model's order, then what is left over. None: they fit. */
export function misfits(found: ReadonlyMap<string, Pick<Tensor, "shape">>, wanted: WeightShapes): Misfit[] {
  const ofModel = [...wanted].flatMap(([key, inModel]): Misfit[] => {
    const inFile = found.get(key)?.shape;
    if (inFile === undefined) return isCounter(key) ? [] : [{ key, problem: "missing", inFile, inModel }];
    return inFile.join() === inModel.join() ? [] : [{ key, problem: "other shape", inFile, inModel }];
  });
  const leftOver = [...found].flatMap(([key, { shape: inFile }]): Misfit[] =>
    wanted.has(key) || isCounter(key) ? [] : [{ key, problem: "left over", inFile, inModel: undefined }],
  );
  return [...ofModel, ...leftOver];
}

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
