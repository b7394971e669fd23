import type { EmittedModule } from "./emitted-module.ts";
import type { FlatRules, Segment } from "./messages.ts";

/** The flat memory of one worker: all weights and gradients, and its own range of each slot. */
export interface UpdatedMemory {
  readonly weights: Float32Array;
  readonly gradients: Float32Array;
  readonly slots: readonly Float32Array[];
}

/**
 * What becomes of a range of the weights once their mean gradient is known: it is clipped, and the optimizer's formula is
 * applied to each segment at its own rate.
 */
export class WeightUpdate {
  readonly #update: NonNullable<EmittedModule["update"]>;
  readonly #rules: FlatRules;
  readonly #from: number;
  /** The part of the rules' segments that lies in the range. */
  readonly #segments: readonly Segment[];

  constructor(
    update: NonNullable<EmittedModule["update"]>,
    rules: FlatRules,
    range: { readonly from: number; readonly to: number },
  ) {
    this.#update = update;
    this.#rules = rules;
    this.#from = range.from;
    this.#segments = within(rules.segments, range);
  }

  /** `sum` adds up one number of all ranges. `step` counts from 1. */
  apply(memory: UpdatedMemory, learningRate: number, step: number, sum: (own: number) => number): void {
    const { weights, gradients, slots } = memory;
    this.#clip(gradients, sum);
    for (const { from, to, factor } of this.#segments) {
      const own = slots.map((slot) => slot.subarray(from - this.#from, to - this.#from));
      this.#update(weights.subarray(from, to), gradients.subarray(from, to), own, learningRate * factor, step);
    }
  }

  /** As PyTorch's `clip_grad_value_`, then its `clip_grad_norm_`. */
  #clip(gradients: Float32Array, sum: (own: number) => number): void {
    const { clipGradValue: largest, clipGradNorm: longest } = this.#rules;
    if (largest !== undefined) {
      this.#change(gradients, (number) => Math.min(Math.max(number, -largest), largest));
    }
    if (longest === undefined) return;
    const norm = Math.sqrt(sum(this.#sumOfSquares(gradients)));
    const factor = longest / (norm + 1e-6);
    if (factor < 1) this.#change(gradients, (number) => number * factor);
  }

  #change(gradients: Float32Array, change: (number: number) => number): void {
    for (const { from, to } of this.#segments) {
      for (let index = from; index < to; index++) gradients[index] = change(gradients[index]!);
    }
  }

  #sumOfSquares(gradients: Float32Array): number {
    let sum = 0;
    for (const { from, to } of this.#segments) {
      for (let index = from; index < to; index++) sum += gradients[index]! ** 2;
    }
    return sum;
  }
}

function within(segments: readonly Segment[], range: { readonly from: number; readonly to: number }): Segment[] {
  return segments
    .map(({ from, to, factor }) => ({ from: Math.max(from, range.from), to: Math.min(to, range.to), factor }))
    .filter(({ from, to }) => from < to);
}
