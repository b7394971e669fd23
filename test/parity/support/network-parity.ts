import { expect } from "vitest";
import { bindBatch, lowerInference, lowerTraining } from "../../../compiler/4-lower/index.ts";
import { runProgram } from "../../emit/onnx/run-program.ts";
import {
  hashedFeeds,
  median,
  type NetworkGolden,
  networkGolden,
  networkOf,
  norm,
  sampledError,
  sketchedError,
} from "../../support/networks.ts";
import { call } from "../../support/parity.ts";
import { relativeError, type Tensor, tensor } from "../../support/tensor.ts";
import { forceDecisions } from "./forced-decisions.ts";

/** A network of specs/ at one size, on the default engine, beside PyTorch. */
export class NetworkParity {
  readonly golden: NetworkGolden;
  readonly #graph;
  readonly #training;
  readonly #feeds;

  /** `name` is that of a golden, `FaceNet@64x64`. */
  constructor(name: string) {
    this.golden = networkGolden(name);
    this.#graph = networkOf(this.golden);
    this.#training = lowerTraining(this.#graph, call("mse"));
    this.#feeds = hashedFeeds(bindBatch(this.#training, this.golden.batch));
  }

  /** Whether its gradients go through batch norm. */
  get normed(): boolean {
    return this.golden.decisions !== undefined;
  }

  /** In use: with running statistics, without dropout. */
  async expectOutputs(): Promise<void> {
    const program = lowerInference(this.#graph);
    const { outputs } = await runProgram(program, { ...this.#feeds, inputs: this.#feeds.inputs.slice(0, 1) });
    const [output] = Object.values(outputs);
    const apart = output!.data.map((number, index) => Math.abs(number - this.golden.inference[index]!));
    expect(output!.data.length).toBe(this.golden.inference.length);
    expect(Math.max(...apart)).toBeLessThan(1e-4);
  }

  /** Without batch norm: to 1e-5 of a tensor's largest number where numbers were sampled, and as a whole. */
  async expectGradients(): Promise<void> {
    const { outputs, gradients } = await runProgram(this.#training, this.#feeds);
    this.#expectOutputsOfTraining(outputs);
    for (const [key, gradient, golden] of this.#trained(gradients)) {
      expect(sampledError(gradient, golden), key).toBeLessThan(1e-5);
      expect(sketchedError(gradient, golden), key).toBeLessThan(1e-5);
    }
  }

  /** With batch norm: at most twice as far from float64 as PyTorch's float32 is, where all ReLUs decide as in float64. */
  async expectGradientsOfForcedDecisions(): Promise<void> {
    const forced = forceDecisions(this.#training, this.golden.decisions!, this.golden.batch);
    expect(forced.inputs.length).toBe(this.golden.decisions!.length);
    const feeds = { ...this.#feeds, inputs: [...this.#feeds.inputs, ...forced.inputs] };
    const { outputs, gradients } = await runProgram(forced.program, feeds);
    this.#expectOutputsOfTraining(outputs);
    // The sketch may say a third more than there is.
    for (const [key, gradient, golden] of this.#trained(gradients))
      expect(sketchedError(gradient, golden), key).toBeLessThan(2 * 1.33 * golden.float32Error);
  }

  /** The same where every ReLU decides for itself, beside the worst of PyTorch's batches. */
  async expectGradientsOfFreeDecisions(): Promise<void> {
    const { gradients } = await runProgram(this.#training, this.#feeds);
    const errors = this.#trained(gradients).map(([, gradient, golden]) => sketchedError(gradient, golden));
    const worst = (kind: "median" | "most") => Math.max(...this.golden.free!.map((batch) => batch[kind]));
    expect(median(errors)).toBeLessThan(2 * worst("median"));
    expect(Math.max(...errors)).toBeLessThan(2 * 1.33 * worst("most"));
  }

  /** Running statistics after three steps on one batch with the same weights. */
  async expectStatistics(): Promise<void> {
    const program = { ...this.#training, outputs: [], gradients: [] };
    let { weights } = this.#feeds;
    for (let step = 0; step < 3; step++)
      weights = { ...weights, ...(await runProgram(program, { ...this.#feeds, weights })).updates };
    const expected = Object.entries(this.golden.statistics);
    expect(program.updates.map(({ key }) => key)).toEqual(expected.map(([key]) => key));
    for (const [key, golden] of expected) {
      expect(sampledError(weights[key]!, golden), key).toBeLessThan(1e-4);
      expect(sketchedError(weights[key]!, golden), key).toBeLessThan(1e-4);
    }
  }

  #expectOutputsOfTraining({ loss, ...outputs }: Readonly<Record<string, Tensor>>): void {
    expect(relativeError(loss!, tensor([], [this.golden.loss]))).toBeLessThan(1e-4);
    const [output] = Object.values(outputs);
    expect(relativeError(output!, tensor(output!.shape, this.golden.training))).toBeLessThan(1e-3);
  }

  /** The gradients that aren't 0, with PyTorch's; those that are, such as that of a bias before a batch norm, are held to that. */
  #trained(gradients: Readonly<Record<string, Tensor>>) {
    expect(Object.keys(gradients)).toEqual(Object.keys(this.golden.gradients));
    const largest = Math.max(...Object.values(gradients).map(norm));
    return Object.entries(this.golden.gradients).flatMap(([key, golden]) => {
      if (!("zero" in golden)) return [[key, gradients[key]!, golden] as const];
      expect(norm(gradients[key]!) / largest, key).toBeLessThan(1e-5);
      return [];
    });
  }
}
