import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { lowerTraining } from "../../../compiler/4-lower/index.ts";
import { examplesAreIndependent } from "../../../compiler/5-emit/onnx/independent-examples.ts";
import { batchSize, type Program } from "../../../compiler/ir/program.ts";
import { Barrier } from "../../../runtime/engines/cpu/barrier.ts";
import { partitionOf, ranges } from "../../../runtime/engines/cpu/partition.ts";
import { noseNetAlternative } from "../../support/nosenet.ts";
import { call } from "../../support/parity.ts";

test.each([
  [8, 2, [4, 4]],
  [7, 3, [3, 2, 2]],
  [2, 3, [1, 1, 0]],
  [5, 1, [5]],
])("%i things in %i parts", (count, parts, sizes) => {
  const made = ranges(count, parts);
  expect(made.map(({ from, to }) => to - from)).toEqual(sizes);
  expect(made.at(-1)!.to).toBe(count);
  for (const [index, { from }] of made.entries()) expect(from).toBe(made[index - 1]?.to ?? 0);
});

const small = { batch: 8, independentExamples: true, weights: 130_750 };

test.each([
  ["a worker a thread", { ...small, threads: 2 }, { workers: 2, threadsEach: 1 }],
  ["no more workers than examples", { ...small, threads: 64 }, { workers: 8, threadsEach: 8 }],
  ["one where examples meet", { ...small, threads: 4, independentExamples: false }, { workers: 1, threadsEach: 4 }],
  ["few copies of large models", { ...small, threads: 8, weights: 60_000_000 }, { workers: 2, threadsEach: 4 }],
  ["one copy of the largest", { ...small, threads: 8, weights: 1e9 }, { workers: 1, threadsEach: 8 }],
])("%s", (_what, request, expected) => expect(partitionOf(request)).toEqual(expected));

test("a network without a step over the batch has independent examples, one with such a step has not", () => {
  const program = lowerTraining(noseNetAlternative(), call("mse"));
  expect(examplesAreIndependent(program)).toBe(true);
  const [first, ...rest] = program.instructions;
  const mean = { name: "mean", shape: [6, 60, 80] };
  const overBatch = {
    ...first!,
    primitive: "reduce_mean",
    inputs: first!.outputs,
    outputs: [mean],
    attributes: { axes: [0] },
  };
  const mixed: Program = { ...program, instructions: [first!, overBatch, ...rest] };
  expect(first!.outputs[0]!.shape[0]).toEqual(batchSize);
  expect(examplesAreIndependent(mixed)).toBe(false);
});

test("nobody leaves a barrier before all are there", async () => {
  const threads = 4;
  const rounds = 500;
  const memory = Barrier.memory();
  const counts = new Int32Array(new SharedArrayBuffer(4));
  const workers = Array.from({ length: threads }, () => {
    return new Worker(new URL("./barrier-worker.mjs", import.meta.url), {
      workerData: { memory, threads, rounds, counts },
      execArgv: [],
    });
  });
  const early = await Promise.all(
    workers.map(
      (worker) => new Promise<number>((resolve, reject) => worker.on("message", resolve).on("error", reject)),
    ),
  );
  expect(early).toEqual(Array(threads).fill(0));
  expect(counts[0]).toBe(threads * rounds);
});
