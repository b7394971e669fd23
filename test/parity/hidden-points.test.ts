import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { cpu } from "../../compiler/5-emit/onnx/index.ts";
import { bindBatch, lowerInference, lowerTraining } from "../../compiler/index.ts";
import type { Program } from "../../compiler/ir/program.ts";
import { experimentWith } from "../../diagnostics/catalogue/sample-experiment.ts";
import { createCpuTrainer } from "../../runtime/engines/cpu/index.ts";
import type { Batch } from "../../runtime/engines/engine.ts";
import { lossOf } from "../../runtime/evaluate/loss-of.ts";
import { targetWeights } from "../../runtime/train/target-weights.ts";
import { importEmitted } from "../emit/tfjs/support/emitted-module.ts";
import { stateDict, toTfjs } from "../emit/tfjs/support/tensors.ts";
import { checkText } from "../support/check.ts";
import { interpret } from "../support/interpret.ts";
import { call, readGolden } from "../support/parity.ts";
import { relativeError, type Tensor, tensor } from "../support/tensor.ts";
import { temporaryFolder } from "../train/support/temporary-folder.ts";

/** Four examples with two points each, of which some are hidden; in one example both. */
interface Golden {
  readonly feeds: Readonly<Record<"image" | "target" | "visible" | "heat.weight" | "heat.bias", readonly number[]>>;
  readonly expected: readonly {
    readonly losses: string;
    readonly loss: number;
    readonly points: readonly number[];
    readonly heat: readonly number[];
    readonly gradients: Readonly<Record<string, readonly number[]>>;
  }[];
}

const [{ feeds, expected }] = readGolden<[Golden]>("hidden_points");
const examples = 4;
const sgd = { momentum: 0, nesterov: false, weight_decay: 0 };

const spec = (loss: string) =>
  experimentWith({
    steps: ["keep_points([nose_tip, chin])", "mask_points()", "grayscale()", "resize(6, 5)", "scale(-1..1)"],
    input: "image[1, 6, 5] in -1..1",
    body: ["heat = conv2d(2, kernel: 3, padding: 1)", "soft_argmax2d()"],
    output: "points[2]\n  output map: features[2, 6, 5] from heat",
    properties: { loss },
  }).replace("nose_tip: 52", "nose_tip: 52, chin: 6");

function compiled(losses: string) {
  // The loss of the map is there so that every output has one; it counts next to nothing where PyTorch has none.
  const written = losses.includes("map:") ? losses : losses.replace(" }", ", map: gaussian_heatmap(weight: 1e-30) }");
  const { experiments, trained, diagnostics } = checkText(spec(written));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const { loss } = experiments.get("Nose")!;
  const graph = trained.get("Nose")!;
  return { loss, graph, program: lowerTraining(graph, loss, { hidesPoints: true }) };
}

function rows(numbers: ArrayLike<number>): Float32Array[] {
  const size = numbers.length / examples;
  const all = Float32Array.from(numbers);
  return Array.from({ length: examples }, (_, row) => all.subarray(row * size, (row + 1) * size));
}

const visible = rows(feeds.visible);

/** Some of the examples, as the training loop makes a batch of them. Hidden points are far off, which must not count. */
function batchOf(from: number, to: number): Batch {
  const weights = targetWeights(visible)!;
  const part = (numbers: readonly Float32Array[]) =>
    Float32Array.from(numbers.slice(from, to).flatMap((row) => [...row]));
  const target = part(
    rows(feeds.target).map((row, face) => row.map((at, k) => (visible[face]![k >> 1] === 1 ? at : 9))),
  );
  return { count: to - from, inputs: [part(rows(feeds.image))], target, targetWeight: part(weights), masks: [] };
}

function inputsOf(program: Program, { count, inputs, target, targetWeight }: Batch): Tensor[] {
  const arrays = [inputs[0]!, target, targetWeight!];
  return program.inputs.map(({ shape }, index) => tensor([count, ...(shape.slice(1) as number[])], arrays[index]!));
}

const weightsOf = (program: Program) =>
  program.weights.map(({ key, value }) => {
    const numbers = Float32Array.from(feeds[key as "heat.weight" | "heat.bias"]);
    return [key, tensor(value.shape as number[], numbers)] as const;
  });

describe.each(expected)("$losses", ({ losses, loss: lossOfAll, points, heat, gradients: gradientsOfAll }) => {
  const { loss, graph, program } = compiled(losses);
  /** The largest difference from PyTorch's gradients, as a share of the largest of these; the bias's is 0 where the map has no loss. */
  const furthest = (found: (key: string) => ArrayLike<number>): number => {
    const entries = Object.entries(gradientsOfAll);
    const differences = entries.flatMap(([key, numbers]) => numbers.map((one, k) => Math.abs(one - found(key)[k]!)));
    return Math.max(...differences) / Math.max(...entries.flatMap(([, numbers]) => numbers.map(Math.abs)));
  };

  test("has PyTorch's mean over visible points, and its gradients", () => {
    const bound = bindBatch(program, examples);
    const weights = Object.fromEntries(weightsOf(bound));
    const { outputs, gradients } = interpret(bound, { inputs: inputsOf(bound, batchOf(0, examples)), weights });
    expect(relativeError(outputs.loss!, tensor([], [lossOfAll]))).toBeLessThan(1e-6);
    expect(furthest((key) => gradients[key]!.data)).toBeLessThan(1e-6);
  });

  test("is the same over all faces on plain numbers", () => {
    const [targets, found, maps] = [rows(feeds.target), rows(points), rows(heat)];
    const counts = visible.map((row) => row[0]! + row[1]!);
    const sum = targets.reduce((total, target, row) => {
      return total + counts[row]! * lossOf(loss, [found[row]!, maps[row]!], target, visible[row]);
    }, 0);
    expect(sum / counts.reduce((total, count) => total + count)).toBeCloseTo(lossOfAll, 6);
    expect(lossOf(loss, [found[2]!, maps[2]!], targets[2]!, visible[2])).toBe(0);
  });

  test.each([
    [1, [0, 4]],
    [2, [0, 4]],
    [1, [0, 2, 4]],
    [2, [0, 2, 4]],
    [2, [0, 1, 4]],
    [3, [0, 3, 4]],
  ])("is the same on %i threads, in batches that end at %j", async (threads, ends) => {
    const folder = await temporaryFolder();
    const optimizer = call("sgd", sgd);
    const files = await cpu.emit({ graph, inference: lowerInference(graph), training: program, optimizer, loss });
    await mkdir(folder, { recursive: true });
    for (const { path, content } of files) await writeFile(join(folder, path), content);
    const first = new Map(weightsOf(program).map(([key, { data }]) => [key, Float32Array.from(data)]));
    const state = { weights: first, slots: new Map(), step: 0 };
    const trainer = await createCpuTrainer({ folder, model: graph.name, state, batch: examples, threads });
    try {
      const batches = ends.slice(1).map((end, index) => batchOf(ends[index]!, end));
      const { loss: found } = await trainer.step(batches, 1);
      expect(found).toBeCloseTo(lossOfAll, 5);
      const { weights } = await trainer.state();
      const moved = (key: string) => weights.get(key)!.map((after, index) => first.get(key)![index]! - after);
      expect(furthest(moved)).toBeLessThan(1e-4);
    } finally {
      await trainer.close();
    }
  });
});

test("emitted tfjs code takes the weights of points beside their places", async () => {
  const { losses, loss: lossOfAll, gradients: gradientsOfAll } = expected.at(-1)!;
  const { loss, graph, program } = compiled(losses);
  const request = { graph, inference: lowerInference(graph), training: program, optimizer: call("sgd", sgd), loss };
  const model = await importEmitted(request, "js");
  await model.ready();
  const [image, target, targetWeight] = inputsOf(program, batchOf(0, examples)).map(toTfjs) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const weights = model.load(stateDict(Object.fromEntries(weightsOf(program))));
  const found = model.lossAndGradients(weights, { image, target, targetWeight });
  expect(found.loss.dataSync()[0]).toBeCloseTo(lossOfAll, 5);
  const gradients = await model.exportWeights(found.gradients);
  for (const [key, numbers] of Object.entries(gradientsOfAll))
    expect(
      relativeError(tensor([numbers.length], gradients.get(key)!), tensor([numbers.length], numbers)),
    ).toBeLessThan(1e-4);
});

test("where nothing is visible, loss and gradients are 0", () => {
  const { program } = compiled(expected[0]!.losses);
  const bound = bindBatch(program, examples);
  const none = targetWeights(visible.map((row) => row.map(() => 0)))!;
  const batch = { ...batchOf(0, examples), targetWeight: Float32Array.from(none.flatMap((row) => [...row])) };
  const { outputs, gradients } = interpret(bound, {
    inputs: inputsOf(bound, batch),
    weights: Object.fromEntries(weightsOf(bound)),
  });
  expect([...outputs.loss!.data]).toEqual([0]);
  for (const { data } of Object.values(gradients)) expect([...data].every((number) => number === 0)).toBe(true);
});

test("by hand: of two faces with two points, three are visible, which count 4/3 each", () => {
  const weights = targetWeights([Float32Array.of(1, 0), Float32Array.of(1, 1)])!;
  expect(weights.map((row) => [...row])).toEqual(
    [
      [4 / 3, 0],
      [4 / 3, 4 / 3],
    ].map((row) => row.map(Math.fround)),
  );
  expect(targetWeights([undefined, undefined])).toBeUndefined();
  expect(targetWeights([Float32Array.of(0, 0)])!.map((row) => [...row])).toEqual([[0, 0]]);
});
