import { averageSlot, type Tensors, type TrainingState } from "../engines/engine.ts";

/** The weights that a model is used with: the moving averages where a run keeps them, and its buffers as they are. */
export function averagedWeights({ weights, slots }: TrainingState): Tensors {
  return new Map([...weights].map(([key, numbers]) => [key, slots.get(`${averageSlot}/${key}`) ?? numbers]));
}
