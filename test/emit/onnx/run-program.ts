import * as ort from "onnxruntime-node";
import { onnxGraph } from "../../../compiler/5-emit/onnx/graph.ts";
import { encodeModel } from "../../../compiler/5-emit/onnx/model.ts";
import type { Program } from "../../../compiler/ir/program.ts";
import type { Feeds } from "../../support/interpret.ts";
import { type Tensor, tensor } from "../../support/tensor.ts";

/** Every output, gradient and update of a program, as ONNX Runtime computes it, by name and key. */
export interface OnnxResults {
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly gradients: Readonly<Record<string, Tensor>>;
  readonly updates: Readonly<Record<string, Tensor>>;
}

/** Runs a program (whose batch is symbolic) through the emitter and ONNX Runtime. */
export async function runProgram(program: Program, feeds: Feeds, threads = 2): Promise<OnnxResults> {
  const bytes = encodeModel(onnxGraph(program, ""));
  const session = await ort.InferenceSession.create(bytes, { intraOpNumThreads: threads, logSeverityLevel: 3 });
  const given = [
    ...program.inputs.map(({ name }, index) => [name, feeds.inputs[index]!] as const),
    ...program.weights.map(({ key, value }) => [value.name, feeds.weights[key]!] as const),
    ...program.masks.map(({ path, value }) => [value.name, feeds.masks![path]!] as const),
  ];
  // A graph whose result does not depend on an input (the target, say) still takes it.
  const results = await session.run(Object.fromEntries(given.map(([name, value]) => [name, onnxTensor(value)])));
  await session.release();
  const result = (name: string) => fromOnnx(results[name]!);
  return {
    outputs: Object.fromEntries(program.outputs.map(({ name, value }) => [name, result(value.name)])),
    gradients: Object.fromEntries(program.gradients.map(({ key, value }) => [key, result(value.name)])),
    updates: Object.fromEntries(program.updates.map(({ key, value }) => [key, result(value.name)])),
  };
}

function onnxTensor({ shape, data }: Tensor): ort.Tensor {
  return new ort.Tensor("float32", Float32Array.from(data), shape);
}

function fromOnnx({ dims, data }: ort.Tensor): Tensor {
  return tensor(dims, data as Float32Array);
}
