import type { PlannedCall } from "../../compiler/ir/plan.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { optimizersByName } from "../../compiler/optimizers/index.generated.ts";
import type { TrainingState } from "../engines/engine.ts";
import { initialiseProgram } from "../weights/initialise.ts";

/** A model before its first step: weights drawn from the seed, the optimizer's numbers all 0. */
export function initialState(program: Program, optimizer: PlannedCall, seed: number): TrainingState {
  const weights = initialiseProgram(program, seed);
  const trainable = program.weights.filter((weight) => weight.trainable);
  const slots = slotsOf(optimizer).flatMap((slot) =>
    trainable.map(({ key }) => [`${slot}/${key}`, new Float32Array(weights.get(key)!.length)] as const),
  );
  return { weights, slots: new Map(slots), step: 0 };
}

function slotsOf({ name, parameters }: PlannedCall): readonly string[] {
  const optimizer = optimizersByName[name];
  if (optimizer === undefined) throw new Error(`no optimizer ${name} in the registry`);
  return optimizer.slots(parameters);
}
