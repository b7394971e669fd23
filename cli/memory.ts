import { constants } from "node:buffer";
import { totalmem } from "node:os";
import { isKnown } from "../compiler/ir/dim.ts";
import { optimizersByName } from "../compiler/optimizers/index.generated.ts";
import { showBytes, withSeparators } from "../reports/numbers.ts";
import { CommandError, exit } from "./exit.ts";
import type { ChosenExperiment } from "./experiment.ts";

const bytesOfFloat32 = 4;

/** What a machine has room for, in bytes. */
export interface Room {
  readonly memory: number;
  /** A checkpoint is written from one buffer. */
  readonly checkpoint: number;
}

export const roomHere: Room = { memory: totalmem(), checkpoint: constants.MAX_LENGTH };

/**
 * Refuses a model whose numbers alone are too many to train: its weights, their gradients and what the optimizer keeps of each. Such a
 * model is a slip (`linear(2000000)`), and it is better told now than after minutes of making its weights. Throws CommandError (4).
 */
export function refuseTooLarge({ graph, plan }: ChosenExperiment, room: Room = roomHere): void {
  const { parameters } = graph.cost;
  if (!isKnown(parameters)) return;
  const kept = 1 + optimizersByName[plan.optimizer.name]!.slots(plan.optimizer.parameters as never).length;
  const inCheckpoint = parameters * bytesOfFloat32 * kept;
  const inMemory = inCheckpoint + parameters * bytesOfFloat32;
  const model = `${plan.model} has ${withSeparators(parameters)} parameters: to train it takes`;
  if (inMemory > room.memory) {
    const needed = `${model} ${showBytes(inMemory)} for its weights, gradients and optimizer`;
    throw new CommandError(exit.target, `${needed}, and this machine has ${showBytes(room.memory)}`);
  }
  if (inCheckpoint > room.checkpoint) {
    const needed = `${model} checkpoints of ${showBytes(inCheckpoint)}`;
    throw new CommandError(exit.target, `${needed}, and this Node can hold ${showBytes(room.checkpoint)}`);
  }
}
