import { fixedKeys } from "../../compiler/ir/fixed-weights.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { underCurrentKeys } from "../../lib/former-keys.ts";
import { type Misfit, misfits } from "../../lib/misfits.ts";
import { printable } from "../../lib/printable.ts";
import { isCounter } from "../../lib/state-dict.ts";
import { type WeightShapes, weightShapes } from "../checkpoints/weight-shapes.ts";
import type { Tensors } from "../engines/engine.ts";
import { RunError } from "../errors.ts";
import { takeFitting } from "./fit.ts";
import { openWeights } from "./open-weights.ts";
import { countFitting, prefixInTheWay, withoutPrefix } from "./prefix.ts";
import { formerKeys } from "./renamed.ts";

/** A model's state dict, taken from a file, and where the file did not fit. */
export interface FittedWeights {
  readonly misfits: readonly Misfit[];
  /** How many of the model's weights the file has in the right shape, and of how many; counters of batches and fixed filters are not among them. */
  readonly fitting: number;
  readonly needed: number;
  /** What to take off the file's keys, where they fit then and none does as they are. */
  readonly prefix: string | undefined;
  /**
   * The model's whole state dict; `initial` makes what does not fit, and is only asked where that is so. Throws RunError (3) where what
   * is taken from the file holds a number that is not finite.
   */
  readonly take: (initial: () => Tensors) => Tensors;
}

/**
 * Holds a safetensors file or a state dict of PyTorch against a model; weights follow a renaming that the spec tells of. Throws
 * RunError (3) where the file can't be read.
 *
 * @param strip what to take off the file's keys, such as `module.`
 */
export async function fitFile(path: string, program: Pick<Program, "weights">, strip = ""): Promise<FittedWeights> {
  return fitTo(path, program, weightShapes(program), strip);
}

/** @param wanted those of the program's weights that are to be taken */
async function fitTo(
  path: string,
  program: Pick<Program, "weights">,
  wanted: WeightShapes,
  strip = "",
): Promise<FittedWeights> {
  const fixed = fixedKeys(program.weights);
  const counted = new Map([...wanted].filter(([key]) => !fixed.has(key)));
  const found = underCurrentKeys(withoutPrefix((await openWeights(path)).read(), strip), formerKeys(program));
  const take = (initial: () => Tensors) => {
    const weights = takeFitting(found, initial, wanted);
    checkFinite(path, weights, wanted);
    return weights;
  };
  return {
    misfits: misfits(found, wanted, fixed),
    fitting: countFitting(found, counted),
    needed: [...counted.keys()].filter((key) => !isCounter(key)).length,
    prefix: prefixInTheWay(found, wanted),
    take,
  };
}

/**
 * The same, where all must fit but what is `excepted`, which is `initial` in any case: a file with anything else missing, left
 * over or of another shape is a RunError (3).
 */
export async function loadFitting(
  path: string,
  program: Pick<Program, "weights">,
  initial: () => Tensors,
  excepted: (key: string) => boolean = () => false,
): Promise<Tensors> {
  const wanted = weightShapes(program);
  const needed = new Map([...wanted].filter(([key]) => !excepted(key)));
  const fitted = await fitTo(path, program, needed);
  const wrong = fitted.misfits.filter(({ key }) => !excepted(key));
  const [first] = wrong;
  if (first === undefined) {
    const weights = fitted.take(initial);
    const others = needed.size < wanted.size ? initial() : weights;
    return new Map([...wanted.keys()].map((key) => [key, weights.get(key) ?? others.get(key)!]));
  }
  if (fitted.prefix !== undefined)
    throw new RunError(
      `${path}: every key begins with \`${fitted.prefix}\`, which the model's don't; \`kpc weights import --strip ${fitted.prefix}\` takes it off`,
      3,
    );
  const others = wrong.length > 1 ? `, and ${wrong.length - 1} more` : "";
  throw new RunError(
    `${path} does not fit the model (${printable(first.key, 80)}: ${first.problem}${others}); \`kpc weights import\` says where`,
    3,
  );
}

/** One NaN or infinity makes every answer of a network one: no weight that is meant. */
function checkFinite(path: string, weights: Tensors, shapes: WeightShapes): void {
  for (const [key, numbers] of weights) {
    const index = firstNotFinite(numbers);
    if (index === undefined) continue;
    const what = Number.isNaN(numbers[index]) ? "not a number" : "infinite, or too large for float32";
    const place = placeOf(index, shapes.get(key)!).join(", ");
    throw new RunError(`${path}: ${printable(key, 80)}[${place}] is ${what}; no network can work with that`, 3);
  }
}

/** Its index. A plain loop, since `findIndex` takes five times as long. */
function firstNotFinite(numbers: Float32Array): number | undefined {
  for (let index = 0; index < numbers.length; index++) if (!Number.isFinite(numbers[index])) return index;
  return undefined;
}

/** Of a number in row order: its index on each axis. */
function placeOf(index: number, shape: readonly number[]): number[] {
  let rest = index;
  const places = shape.toReversed().map((size) => {
    const place = rest % size;
    rest = Math.floor(rest / size);
    return place;
  });
  return places.reverse();
}
