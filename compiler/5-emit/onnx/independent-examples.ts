import { sameDim } from "../../ir/dim.ts";
import { batchSize, type Program, type Value } from "../../ir/program.ts";

/**
 * True where every example goes its own way through a training program until the loss, which is their mean: nothing before
 * it sums or normalises over the batch. The gradient of a batch is then the mean of those of its parts.
 */
export function examplesAreIndependent({ instructions, outputs }: Program): boolean {
  const loss = outputs[0]!.value.name;
  const lossPath = instructions.find((instruction) => instruction.outputs.some(({ name }) => name === loss))?.path;
  return instructions
    .filter(({ pass, path }) => pass === "forward" && path !== lossPath)
    .every(({ inputs, outputs }) => !inputs.some(isBatched) || outputs.every(isBatched));
}

/** True where the first axis is the batch. */
function isBatched({ shape }: Value): boolean {
  return shape[0] !== undefined && sameDim(shape[0], batchSize);
}
