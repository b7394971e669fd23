import type * as tf from "@tensorflow/tfjs";
import type { UpdateRules } from "../engine.ts";
import type { Gradients, Tf, Variables } from "./emitted-module.ts";

/** `UpdateRules` as a message carries them: rates by key, of the weights that the state says are trained. */
export interface WeightRules extends Omit<UpdateRules, "rateOf"> {
  readonly rates: Readonly<Record<string, number>>;
}

export function weightRules({ rateOf, ...others }: UpdateRules, keys: Iterable<string>): WeightRules {
  return { rates: Object.fromEntries([...keys].map((key) => [key, rateOf(key)])), ...others };
}

/** The gradients of the weights that are trained: those whose rate is not 0. */
export function trainedGradients(gradients: Gradients, { rates }: WeightRules): Gradients {
  return Object.fromEntries(Object.entries(gradients).filter(([key]) => rates[key] !== 0));
}

/** As PyTorch's `clip_grad_value_`, then its `clip_grad_norm_`. To be called in a tidy. */
export function clipped(tf: Tf, gradients: Gradients, { clipGradValue, clipGradNorm }: WeightRules): Gradients {
  const inRange =
    clipGradValue === undefined
      ? gradients
      : mapped(gradients, (gradient) => tf.clipByValue(gradient, -clipGradValue, clipGradValue));
  const tensors = Object.values(inRange);
  if (clipGradNorm === undefined || tensors.length === 0) return inRange;
  const norm = tf.sqrt(tf.addN(tensors.map((gradient) => tf.sum(tf.square(gradient)))));
  const factor = tf.minimum(1, tf.div(clipGradNorm, tf.add(norm, 1e-6)));
  return mapped(inRange, (gradient) => tf.mul(gradient, factor));
}

/** average = decay * average + (1 - decay) * weight; the first update begins it, as PyTorch's AveragedModel does. */
export function moveAverage(tf: Tf, average: Variables, weights: Variables, decay: number, step: number): void {
  const kept = step === 1 ? 0 : decay;
  for (const [key, variable] of Object.entries(average)) {
    tf.tidy(() => variable.assign(tf.add(tf.mul(variable, kept), tf.mul(weights[key]!, 1 - kept))));
  }
}

/** sum + share * gradients, where `sum` may be empty. */
export function addShare(tf: Tf, sum: Gradients, gradients: Gradients, share: number): Gradients {
  return mapped(gradients, (gradient, key) => {
    const part = tf.mul(gradient, share);
    return sum[key] === undefined ? part : tf.add(sum[key], part);
  });
}

function mapped(tensors: Gradients, change: (tensor: tf.Tensor, key: string) => tf.Tensor): Gradients {
  return Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [key, change(tensor, key)]));
}
