import type * as tf from "@tensorflow/tfjs";
import { RunError } from "../../errors.ts";
import { averageSlot, type Batch, type TrainingState } from "../engine.ts";
import type { EmittedModule, EmittedTraining, Gradients, Tf, Variables } from "./emitted-module.ts";
import { toTensor } from "./tensors.ts";
import { addShare, clipped, moveAverage, trainedGradients, type WeightRules } from "./weight-rules.ts";

/** The parts of an emitted module that train. */
type TrainingModule = EmittedModule &
  Required<Pick<EmittedModule, "startTraining" | "lossAndGradients" | "applyGradients">>;

/**
 * Trains an emitted module on its tfjs backend, which is ready. Throws RunError (3) where the module was compiled without
 * training.
 */
export class TrainingSession {
  readonly #tf: Tf;
  readonly #module: TrainingModule;
  readonly #rules: WeightRules;
  readonly #training: EmittedTraining;
  /** Of the weights that are trained, where it is kept. */
  readonly #average: Variables | undefined;

  constructor(tf: Tf, module: EmittedModule, state: TrainingState, rules: WeightRules) {
    if (!hasTraining(module)) throw new RunError(`${module.model.name} was compiled without training`, 3);
    this.#tf = tf;
    this.#module = module;
    this.#rules = rules;
    const weights = module.load(state.weights);
    this.#training = module.startTraining(weights);
    this.#training.step = state.step;
    for (const [slot, variables] of Object.entries(this.#training.slots ?? {}))
      this.#fill(variables, state, `${slot}/`);
    if (rules.movingAverage === undefined) return;
    const keys = Object.keys(rules.rates);
    this.#average = Object.fromEntries(
      keys.map((key) => [key, tf.tidy(() => tf.variable(tf.zerosLike(weights[key]!)))]),
    );
    this.#fill(this.#average, state, `${averageSlot}/`);
  }

  /** One update by the mean gradient over the examples of all batches; gives their mean loss before it. */
  async step(batches: readonly Batch[], learningRate: number): Promise<number> {
    const loss = this.#tf.tidy(() => {
      const { loss, gradients } = this.#meanGradients(batches);
      const { rates, movingAverage } = this.#rules;
      const training = this.#training;
      this.#module.applyGradients(
        training,
        clipped(this.#tf, gradients, this.#rules),
        (key) => learningRate * rates[key]!,
      );
      if (this.#average !== undefined)
        moveAverage(this.#tf, this.#average, training.weights, movingAverage!, training.step);
      return loss;
    });
    const [number] = await loss.data();
    loss.dispose();
    return number!;
  }

  /** What predicts: the weights, and in their place their moving average where there is one. */
  get weights(): Variables {
    return { ...this.#training.weights, ...this.#average };
  }

  /** A copy, in PyTorch's layout. */
  async state(): Promise<TrainingState> {
    const { weights, slots = {}, step } = this.#training;
    const kept = Object.entries(slots).map(([slot, variables]) => [slot, this.#trained(variables)] as const);
    const all = this.#average === undefined ? kept : [...kept, [averageSlot, this.#average] as const];
    const exported = new Map<string, Float32Array>();
    for (const [slot, variables] of all)
      for (const [key, numbers] of await this.#module.exportWeights(variables)) exported.set(`${slot}/${key}`, numbers);
    return { weights: await this.#module.exportWeights(weights), slots: exported, step };
  }

  #meanGradients(batches: readonly Batch[]): { readonly loss: tf.Scalar; readonly gradients: Gradients } {
    const examples = batches.reduce((sum, { count }) => sum + count, 0);
    let mean: { loss: tf.Scalar; gradients: Gradients } = { loss: this.#tf.scalar(0), gradients: {} };
    for (const batch of batches) {
      const before = mean;
      mean = this.#tf.tidy(() => {
        const { loss, gradients } = this.#gradientsOf(batch);
        const share = batch.count / examples;
        return {
          loss: this.#tf.add(before.loss, this.#tf.mul(loss, share)),
          gradients: batches.length === 1 ? gradients : addShare(this.#tf, before.gradients, gradients, share),
        };
      });
      this.#tf.dispose(before);
    }
    return mean;
  }

  /** Of one batch; running statistics move with it. */
  #gradientsOf(batch: Batch): { readonly loss: tf.Scalar; readonly gradients: Gradients } {
    const { weights } = this.#training;
    const { loss, gradients, statistics } = this.#module.lossAndGradients(weights, this.#tensorsOf(batch));
    if (statistics !== undefined) this.#module.updateStatistics!(weights, statistics);
    return { loss, gradients: trainedGradients(gradients, this.#rules) };
  }

  #tensorsOf({ count, inputs, target, targetWeight, masks }: Batch): Record<string, unknown> {
    const { batch = [], masks: maskPorts = [] } = this.#module.model;
    const arrays = [...inputs, target, ...(targetWeight === undefined ? [] : [targetWeight])];
    const tensors = (ports: typeof batch, numbers: readonly Float32Array[]) =>
      Object.fromEntries(
        ports.map((port, index) => [port.name, toTensor(this.#tf, port, numbers[index]!, count)] as const),
      );
    return { ...tensors(batch, arrays), masks: tensors(maskPorts, masks) };
  }

  /** Emitted modules keep slots of buffers too, which nothing moves. */
  #trained(variables: Variables): Variables {
    const { rates } = this.#rules;
    return Object.fromEntries(Object.entries(variables).filter(([key]) => rates[key] !== undefined));
  }

  /** Sets variables to what the state has of them under a prefix, and the others to 0. */
  #fill(variables: Variables, { weights, slots }: TrainingState, prefix: string): void {
    const numbers = [...weights].map(
      ([key, { length }]) => [key, slots.get(prefix + key) ?? new Float32Array(length)] as const,
    );
    const loaded = this.#module.load(new Map(numbers));
    for (const [key, variable] of Object.entries(variables)) variable.assign(loaded[key]!);
    this.#tf.dispose(loaded);
  }
}

function hasTraining(module: EmittedModule): module is TrainingModule {
  return module.lossAndGradients !== undefined;
}
