import type { ExperimentPlan, PlannedCall } from "../../compiler/ir/plan.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { optimizersByName } from "../../compiler/optimizers/index.generated.ts";
import { averageSlot, type Tensors, type TrainingState } from "../engines/engine.ts";
import { initialiseProgram } from "../weights/initialise.ts";

type Plan = Pick<ExperimentPlan, "optimizer" | "seed" | "training">;

/** A model before its first step: weights drawn from the seed, unless they are given, and the optimizer's numbers all 0. */
export function initialState(
  program: Program,
  { optimizer, seed, training: { movingAverage } }: Plan,
  weights: Tensors = initialiseProgram(program, seed),
): TrainingState {
  const trainable = program.weights.filter((weight) => weight.trainable);
  const names = [...slotsOf(optimizer), ...(movingAverage === undefined ? [] : [averageSlot])];
  const slots = names.flatMap((slot) =>
    trainable.map(({ key }) => [`${slot}/${key}`, new Float32Array(weights.get(key)!.length)] as const),
  );
  return { weights, slots: new Map(slots), step: 0 };
}

function slotsOf({ name, parameters }: PlannedCall): readonly string[] {
  const optimizer = optimizersByName[name];
  if (optimizer === undefined) throw new Error(`no optimizer ${name} in the registry`);
  return optimizer.slots(parameters);
}
