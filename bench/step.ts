/**
 * Times a training step and an inference of NoseNet beside PyTorch, in turn, in one run: `npx tsx bench/step.ts [--threads N]
 * [--rounds N]`. The times are what a caller waits for, messages between threads and the optimizer's update included. Ends
 * with exit code 1 where a ratio is over its goal. Needs a Python with PyTorch (`$PYTHON`), with OpenBLAS to be fair to it:
 * apt-get install python3-torch libopenblas0-pthread
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createCpuPredictor, createCpuTrainer } from "../runtime/engines/cpu/index.ts";
import { initialState } from "../runtime/train/initial-state.ts";
import { Peer, pythonWithTorch } from "./support/peer.ts";
import { compileExperiment } from "./support/prepare.ts";

/** Time beside PyTorch's that is good enough. */
const goals = { train: 1.1, infer: 0.3 } as const;
type Kind = keyof typeof goals;

const { values } = parseArgs({
  options: {
    threads: { type: "string", default: String(availableParallelism()) },
    rounds: { type: "string", default: "7" },
  },
});
const threads = Number(values.threads);
const python = pythonWithTorch();
if (python === undefined) throw new Error("there is no Python with PyTorch here; set PYTHON to one");

const root = new URL("..", import.meta.url).pathname;
const { plan, program, compiled } = await compileExperiment({
  root,
  spec: "specs/nosenet.kpnet",
  name: "Nose",
  data: "data/imm",
});
const folder = await mkdtemp(join(tmpdir(), "kpnet-step-"));
for (const { path, content } of compiled) await writeFile(join(folder, path), content);
const peer = new Peer(python, join(root, "bench/peers/step.py"), threads);
const state = initialState(program, { ...plan, seed: 1 });
const files = { folder, model: plan.model, threads };
let failed = false;

console.log(`NoseNet on ${threads} threads; ms, median over ${values.rounds} rounds (least, most)\n`);
print("", "kpc", "PyTorch", "ratio", "goal");
for (const batch of [8, 32]) {
  for (const kind of ["train", "infer"] as const) {
    const { act, close } = await open(kind, batch);
    const ours: number[] = [];
    const theirs: number[] = [];
    const count = Math.round((kind === "train" ? 800 : 3200) / batch);
    for (let round = 0; round < Number(values.rounds); round++) {
      ours.push(await medianTime(act, count));
      theirs.push(await peer.ask(`${kind} ${batch} ${count}`));
    }
    const ratio = median(ours.map((time, round) => time / theirs[round]!));
    print(`${kind}, batch ${batch}`, spread(ours), spread(theirs), ratio.toFixed(2), `${goals[kind]}`);
    failed ||= ratio > goals[kind];
    await close();
  }
}
peer.close();
await rm(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;

async function open(kind: Kind, batch: number) {
  const image = Float32Array.from({ length: batch * 60 * 80 }, () => Math.random() - 0.5);
  if (kind === "infer") {
    const predictor = await createCpuPredictor({ ...files, weights: state.weights, batch });
    return { act: () => predictor.predict([image], batch), close: () => predictor.close() };
  }
  const target = Float32Array.from({ length: batch * 2 }, Math.random);
  const trainer = await createCpuTrainer({ ...files, state, batch });
  const step = () => trainer.step([{ count: batch, inputs: [image], target, masks: [] }], 1e-3);
  return { act: step, close: () => trainer.close() };
}

async function medianTime(act: () => Promise<unknown>, count: number): Promise<number> {
  for (let warmUp = 0; warmUp < 5; warmUp++) await act();
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    await act();
    times.push(performance.now() - began);
  }
  return median(times);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function spread(times: readonly number[]): string {
  const [middle, least, most] = [median(times), Math.min(...times), Math.max(...times)];
  return `${middle.toFixed(2)} (${least.toFixed(2)}, ${most.toFixed(2)})`;
}

function print(...cells: readonly string[]): void {
  console.log(
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(18) : cell.padEnd(22)))
      .join("")
      .trimEnd(),
  );
}
