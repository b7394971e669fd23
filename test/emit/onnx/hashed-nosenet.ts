import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lowerInference, lowerTraining } from "../../../compiler/4-lower/index.ts";
import { cpu } from "../../../compiler/5-emit/onnx/index.ts";
import type { TypedGraph } from "../../../compiler/ir/graph.ts";
import type { Program } from "../../../compiler/ir/program.ts";
import type { Batch, TrainingState } from "../../../runtime/engines/engine.ts";
import { noseNet, noseNetAlternative } from "../../support/nosenet.ts";
import { call, hashed } from "../../support/parity.ts";
import { countOf } from "../../support/tensor.ts";

export const adam = call("adam", { lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0 });

/** NoseNet or its alternative with weights and batches computed by a hash, as scripts/goldens/trajectory.py has them. */
export class HashedNoseNet {
  readonly training: Program;
  readonly #graph: TypedGraph;
  #offset = 0;

  constructor(alternative = false) {
    this.#graph = alternative ? noseNetAlternative() : noseNet();
    this.training = lowerTraining(this.#graph, call("mse"));
  }

  /** Writes what the cpu target emits into a folder. */
  async emitTo(folder: string): Promise<{ folder: string; model: string }> {
    const graph = this.#graph;
    const files = await cpu.emit({ graph, inference: lowerInference(graph), training: this.training, optimizer: adam });
    await mkdir(folder, { recursive: true });
    for (const { path, content } of files) await writeFile(join(folder, path), content);
    return { folder, model: graph.name };
  }

  /** Before the first step; to be called before any batch. */
  state(): TrainingState {
    let fanIn = 1;
    const weights = this.training.weights.map(({ key, value }) => {
      const shape = value.shape as number[];
      if (key.endsWith(".weight")) fanIn = countOf(shape.slice(1));
      return [key, this.#draw(countOf(shape)).map((x) => (x * 2 - 1) / Math.sqrt(fanIn))] as const;
    });
    const slots = ["exp_avg", "exp_avg_sq"].flatMap((slot) =>
      weights.map(([key, { length }]) => [`${slot}/${key}`, new Float32Array(length)] as const),
    );
    return {
      weights: new Map(weights.map(([key, data]) => [key, Float32Array.from(data)])),
      slots: new Map(slots),
      step: 0,
    };
  }

  batch(count = 8): Batch {
    const image = Float32Array.from(this.#draw(count * 4800), (x) => Math.fround(x) - 0.5);
    const target = Float32Array.from(this.#draw(count * 2));
    const mask = Float32Array.from(this.#draw(count * 32), (x) => (Math.fround(x) >= 0.2 ? 1.25 : 0));
    return { count, inputs: [image], target, masks: this.training.masks.length === 0 ? [] : [mask] };
  }

  #draw(count: number): Float64Array {
    this.#offset += count;
    return hashed(count, this.#offset - count);
  }
}
