import { bindBatch } from "../../../../compiler/4-lower/index.ts";
import type { EmitRequest } from "../../../../compiler/5-emit/target.ts";
import { isKnown } from "../../../../compiler/ir/dim.ts";
import type { Program, Value } from "../../../../compiler/ir/program.ts";
import { compileUpdate } from "../../../../compiler/optimizers/compile-update.ts";
import { optimizersByName } from "../../../../compiler/optimizers/index.generated.ts";
import { interpret } from "../../../support/interpret.ts";
import { randomTensor } from "../../../support/random.ts";
import { type Tensor, tensor } from "../../../support/tensor.ts";

/** Numbers for all that a training program takes; pictures and masks differ from step to step. */
export interface TrainingFeeds {
  readonly weights: Readonly<Record<string, Tensor>>;
  readonly steps: readonly { readonly inputs: readonly Tensor[]; readonly masks: Readonly<Record<string, Tensor>> }[];
}

export function trainingFeeds(program: Program, batch: number, steps: number): TrainingFeeds {
  const bound = bindBatch(program, batch);
  const numbers = ({ shape }: Value, seed: number) => float32(randomTensor(shape.filter(isKnown), seed));
  const dropped = ({ value, probability }: Program["masks"][number], seed: number): Tensor => {
    const drawn = numbers(value, seed);
    return float32(
      tensor(
        drawn.shape,
        drawn.data.map((x) => ((x + 1) / 2 < probability ? 0 : 1 / (1 - probability))),
      ),
    );
  };
  return {
    weights: Object.fromEntries(
      bound.weights.map(({ key, value }, place) => {
        const { shape, data } = numbers(value, place + 1);
        // Small enough for a deep net's numbers to stay of order 1.
        return [
          key,
          float32(
            tensor(
              shape,
              data.map((x) => x / 4),
            ),
          ),
        ];
      }),
    ),
    steps: Array.from({ length: steps }, (_, step) => ({
      inputs: bound.inputs.map((input, place) => numbers(input, 100 * (step + 1) + place)),
      masks: Object.fromEntries(
        bound.masks.map((mask, place) => [mask.path, dropped(mask, 100 * (step + 1) + 50 + place)]),
      ),
    })),
  };
}

/** The same training by plain loops: the interpreter for gradients, and the optimizer's own loop for the update. */
export function trainByReference(
  { training, optimizer }: EmitRequest,
  feeds: TrainingFeeds,
  batch: number,
  lr: number,
) {
  const program = bindBatch(training!, batch);
  const rule = optimizersByName[optimizer!.name]!;
  const slotNames = rule.slots(optimizer!.parameters);
  const update = new Function(`${compileUpdate(rule.update(optimizer!.parameters), slotNames)}; return update;`)() as (
    ...values: (Float32Array | number)[]
  ) => void;
  const keys = Object.keys(feeds.weights);
  const weights = new Map(keys.map((key) => [key, Float32Array.from(feeds.weights[key]!.data)]));
  const slots = slotNames.map(() => new Map(keys.map((key) => [key, new Float32Array(weights.get(key)!.length)])));
  const losses = feeds.steps.map(({ inputs, masks }, place) => {
    const current = Object.fromEntries(keys.map((key) => [key, tensor(feeds.weights[key]!.shape, weights.get(key)!)]));
    const { outputs, gradients } = interpret(program, { inputs, weights: current, masks });
    for (const key of keys) {
      const gradient = Float32Array.from(gradients[key]!.data);
      update(weights.get(key)!, gradient, ...slots.map((slot) => slot.get(key)!), lr, place + 1);
    }
    return outputs.loss!.data[0]!;
  });
  return { losses, weights, slots: Object.fromEntries(slotNames.map((name, place) => [name, slots[place]!])) };
}

function float32({ shape, data }: Tensor): Tensor {
  return tensor(shape, Float32Array.from(data));
}
