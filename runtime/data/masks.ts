import { isKnown } from "../../compiler/ir/dim.ts";
import type { Program, ProgramMask } from "../../compiler/ir/program.ts";
import { elementsOf, showShape } from "../../compiler/ir/shape.ts";
import { stream } from "../../lib/random.ts";

/** What a batch's masks depend on, beside its examples. */
export interface MaskKey {
  readonly seed: number;
  /** From 1. */
  readonly epoch: number;
}

/**
 * The dropout masks of one batch, in the order of the program's masks: numbers 0 (with the step's probability) or
 * 1 / (1 - probability). Each example draws from its own stream, so its mask is the same in whatever batch it comes.
 *
 * @param examples ids of the batch's examples, in order.
 */
export function drawMasks(program: Pick<Program, "masks">, examples: readonly string[], key: MaskKey): Float32Array[] {
  return program.masks.map((mask) => drawMask(mask, examples, key));
}

function drawMask(mask: ProgramMask, examples: readonly string[], { seed, epoch }: MaskKey): Float32Array {
  const size = sizePerExample(mask);
  const kept = mask.probability === 1 ? 0 : 1 / (1 - mask.probability);
  const values = new Float32Array(examples.length * size);
  examples.forEach((example, row) => {
    const { uniform } = stream({ seed, epoch, example, path: `mask/${mask.path}` });
    for (let index = row * size; index < (row + 1) * size; index++) {
      values[index] = uniform() < mask.probability ? 0 : kept;
    }
  });
  return values;
}

function sizePerExample({ path, value }: ProgramMask): number {
  const size = elementsOf(value.shape.slice(1));
  if (!isKnown(size)) throw new Error(`the mask of ${path} has no known size: ${showShape(value.shape)}`);
  return size;
}
