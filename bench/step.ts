/**
 * Times a training step and an inference of a model beside PyTorch, in turn, in one run:
 *
 *     npx tsx bench/step.ts [SPEC#MODEL] [--target wasm] [--batch 8,32] [--kind train,infer] [--steps N] [--threads N] [--rounds N]
 *
 * NoseNet on the default engine where none is named. Of tfjs, `wasm` and `js` compute in one thread in Node, so `--threads` is PyTorch's. The times are what a caller waits for, messages between threads and the optimizer's
 * update included; memory is the most that each whole process had so far. Ends with exit code 1 where a ratio is over its
 * goal. Needs a Python with PyTorch (`$PYTHON`), with OpenBLAS to be fair to it, and torchvision for residual networks:
 * apt-get install python3-torch python3-torchvision libopenblas0-pthread
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createCpuPredictor } from "../runtime/engines/cpu/index.ts";
import { engineOf } from "../runtime/engines/engines.ts";
import type { TargetName } from "../runtime/engines/requirements.ts";
import { initialState } from "../runtime/train/initial-state.ts";
import { median } from "./support/median.ts";
import { Peer, pythonWithTorch } from "./support/peer.ts";
import { compileModel } from "./support/prepare.ts";

type Kind = "train" | "infer";
/** Time beside PyTorch's that is good enough, on the default engine. */
const goals: Readonly<Record<string, Readonly<Record<Kind, number>>>> = {
  NoseNet: { train: 1.1, infer: 0.3 },
  FaceNet: { train: 1.1, infer: 0.3 },
  WideResNet50: { train: 1.3, infer: 1.3 },
  AntialiasedResNet50: { train: 1.3, infer: 1.3 },
};
const noGoal = { train: Number.POSITIVE_INFINITY, infer: Number.POSITIVE_INFINITY };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    target: { type: "string", default: "cpu" },
    batch: { type: "string", default: "8,32" },
    kind: { type: "string", default: "train,infer" },
    steps: { type: "string" },
    threads: { type: "string", default: String(availableParallelism()) },
    rounds: { type: "string", default: "7" },
  },
});
const [spec, model] = (positionals[0] ?? "specs/nosenet.kpnet#NoseNet").split("#") as [string, string];
const threads = Number(values.threads);
const rounds = Number(values.rounds);
const python = pythonWithTorch();
if (python === undefined) throw new Error("there is no Python with PyTorch here; set PYTHON to one");

const root = new URL("..", import.meta.url).pathname;
const target = values.target as TargetName;
const { size, program, plan, compiled } = await compileModel(root, spec, model, target);
const engine = await engineOf(target, { root, threads });
const folder = await mkdtemp(join(tmpdir(), "kpnet-step-"));
for (const { path, content } of compiled) await writeFile(join(folder, path), content);
const peer = new Peer(python, join(root, "bench/peers/step.py"), threads, model);
const state = initialState(program, plan);
const targetSize = program.inputs
  .at(-1)!
  .shape.slice(1)
  .reduce<number>((product, axis) => product * Number(axis), 1);
const files = { folder, model };
const trained = program.weights.filter(({ trainable }) => trainable).map(({ key }) => key);
let failed = false;

console.log(
  `${model}, ${target}, beside PyTorch on ${threads} threads; ms, median over ${rounds} rounds (least, most)\n`,
);
print("", "kpc", "PyTorch", "ratio", "goal", "memory, MB");
for (const batch of values.batch.split(",").map(Number)) {
  for (const kind of values.kind.split(",") as Kind[]) await compare(kind, batch);
}
peer.close();
await rm(folder, { recursive: true });
process.exitCode = failed ? 1 : 0;

async function compare(kind: Kind, batch: number): Promise<void> {
  const { act, close } = await open(kind, batch);
  const ours: number[] = [];
  const theirs: number[] = [];
  let memory = "";
  const steps = Number(values.steps ?? Math.round((kind === "train" ? 800 : 3200) / batch));
  const warmUps = Math.min(5, steps);
  for (let round = 0; round < rounds; round++) {
    ours.push(await medianTime(act, warmUps, steps));
    const [time, megabytes] = await peer.ask(`${kind} ${batch} ${size.join(" ")} ${warmUps} ${steps}`);
    theirs.push(time!);
    memory = `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} / ${megabytes!.toFixed(0)}`;
  }
  await close();
  const ratio = median(ours.map((time, round) => time / theirs[round]!));
  const goal = ((target === "cpu" ? goals[model] : undefined) ?? noGoal)[kind];
  print(
    `${kind}, batch ${batch}`,
    spread(ours),
    spread(theirs),
    ratio.toFixed(2),
    Number.isFinite(goal) ? String(goal) : "",
    memory,
  );
  failed ||= ratio > goal;
}

async function open(kind: Kind, batch: number) {
  const image = Float32Array.from({ length: batch * size[0] * size[1] }, () => Math.random() - 0.5);
  if (kind === "infer") {
    const { weights } = state;
    const predictor =
      target === "cpu"
        ? await createCpuPredictor({ ...files, weights, batch, threads })
        : await engine.openPredictor({ ...files, weights });
    return { act: () => predictor.predict([image], batch), close: () => predictor.close() };
  }
  const wanted = Float32Array.from({ length: batch * targetSize }, Math.random);
  const trainer = await engine.openTrainer({ ...files, state, trained, batch, rules: { rateOf: () => 1 } });
  const step = () => trainer.step([{ count: batch, inputs: [image], target: wanted, masks: [] }], 1e-3);
  return { act: step, close: () => trainer.close() };
}

async function medianTime(act: () => Promise<unknown>, warmUps: number, count: number): Promise<number> {
  for (let warmUp = 0; warmUp < warmUps; warmUp++) await act();
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    await act();
    times.push(performance.now() - began);
  }
  return median(times);
}

function spread(times: readonly number[]): string {
  const [middle, least, most] = [median(times), Math.min(...times), Math.max(...times)];
  return `${middle.toFixed(2)} (${least.toFixed(2)}, ${most.toFixed(2)})`;
}

function print(...cells: readonly string[]): void {
  console.log(
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(18) : cell.padEnd(column < 3 ? 32 : 10)))
      .join("")
      .trimEnd(),
  );
}
