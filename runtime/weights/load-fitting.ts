import { printable } from "../../lib/printable.ts";
import type { WeightShapes } from "../checkpoints/weight-shapes.ts";
import type { Tensors } from "../engines/engine.ts";
import { RunError } from "../errors.ts";
import { type Misfit, misfits, takeFitting } from "./fit.ts";
import { openWeights } from "./open-weights.ts";

/** A model's state dict, taken from a file, and where the file did not fit. */
export interface FittedWeights {
  readonly weights: Tensors;
  readonly misfits: readonly Misfit[];
}

/**
 * Takes what fits a model from a safetensors file or a state dict of PyTorch; `initial` stands in for the rest. Throws RunError
 * (3) where the file can't be read.
 */
export async function fitFile(path: string, wanted: WeightShapes, initial: Tensors): Promise<FittedWeights> {
  const found = (await openWeights(path)).read();
  return { weights: takeFitting(found, initial, wanted), misfits: misfits(found, wanted) };
}

/** The same, where all must fit: a file with anything missing, left over or of another shape is a RunError (3). */
export async function loadFitting(path: string, wanted: WeightShapes, initial: Tensors): Promise<Tensors> {
  const { weights, misfits: wrong } = await fitFile(path, wanted, initial);
  const [first] = wrong;
  if (first === undefined) return weights;
  const others = wrong.length > 1 ? `, and ${wrong.length - 1} more` : "";
  throw new RunError(
    `${path} does not fit the model (${printable(first.key, 80)}: ${first.problem}${others}); \`kpc weights import\` says where`,
    3,
  );
}
