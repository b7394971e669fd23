/**
 * Times emitted code beside models written by hand with tfjs's layers, in turn, on the same backend:
 *
 *     npx tsx bench/tfjs.ts [--model NoseNet,FaceNet] [--target wasm,js] [--kind infer,train] [--batch 8] [--rounds N] [--calls N]
 *
 * A call of inference ends with the numbers in JavaScript; one of training is forward, loss, backward and Adam's update, and
 * ends with the loss. Both backends compute in this process alone, so what counts is the time that it had a processor, whatever
 * else the machine does. Ends with exit code 1 where a ratio is over its goal.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { tfjsTargets } from "../compiler/5-emit/tfjs/tfjs-targets.ts";
import { layerModels } from "./peers/layers.ts";
import { median } from "./support/median.ts";
import { requestFor } from "./support/prepare.ts";

/** Time beside the layers' that is good enough. */
const goals = { infer: 0.9, train: 0.7 } as const;
type Kind = keyof typeof goals;

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "NoseNet,FaceNet" },
    target: { type: "string", default: "wasm,js" },
    kind: { type: "string", default: "infer,train" },
    batch: { type: "string", default: "8" },
    rounds: { type: "string", default: "7" },
    calls: { type: "string", default: "20" },
  },
});
const specs: Readonly<Record<string, string>> = {
  NoseNet: "specs/nosenet.kpnet",
  FaceNet: "specs/facenet.kpnet",
};
const root = fileURLToPath(new URL("..", import.meta.url));
const batch = Number(values.batch);
// Inside the project's node_modules, so that modules find tfjs as a user's would.
const cache = `${root}node_modules/.cache/`;
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(`${cache}bench-`);
writeFileSync(`${folder}/package.json`, '{ "type": "module" }');
let failed = false;

try {
  console.log(`batch ${batch}; ms of a processor, median over ${values.rounds} rounds (least, most)\n`);
  print("", "kpc", "layers", "ratio", "goal", "tensors that stay", "MB at the most");
  for (const target of values.target.split(","))
    for (const name of values.model.split(","))
      for (const kind of values.kind.split(",") as Kind[]) await compare(target, name, kind);
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = failed ? 1 : 0;

async function compare(target: string, name: string, kind: Kind): Promise<void> {
  const emitted = await emittedModule(target, name);
  await emitted.ready();
  const image = tf.randomUniform([batch, ...emitted.model.inputs[0].shape], -0.5, 0.5);
  const ours = await held(() => ourCall(emitted, image, kind));
  const theirs = await held(() => layersCall(name, image, kind));
  const label = `${target} ${name}, ${kind}`;
  const [mine, peers]: [number[], number[]] = [[], []];
  // The first round is left out: JavaScript is still being compiled.
  for (let round = 0; round <= Number(values.rounds); round++) {
    const own = await timeOf(ours.call);
    const peer = theirs.failure === undefined ? await timeOf(theirs.call) : 0;
    if (round === 0) continue;
    mine.push(own);
    peers.push(peer);
  }
  if (theirs.failure !== undefined) {
    print(label, spread(mine), `can't: ${theirs.failure.slice(0, 60)}`);
    return;
  }
  const ratio = median(mine.map((time, round) => time / peers[round]!));
  failed ||= ratio > goals[kind];
  print(
    label,
    spread(mine),
    spread(peers),
    ratio.toFixed(2),
    String(goals[kind]),
    `${ours.tensors} / ${theirs.tensors}`,
    `${megabytes(ours.peak)} / ${megabytes(theirs.peak)}`,
  );
}

/** A call that was made twice, and what it holds: tensors that stay, and the bytes of all tensors at the most. */
interface Held {
  readonly call: Call;
  readonly tensors: number;
  readonly peak: number;
  /** Why it can't be made. */
  readonly failure?: string;
}

async function held(prepare: () => Promise<Call>): Promise<Held> {
  const { numTensors, numBytes } = tf.memory();
  const call = await prepare();
  try {
    await call();
    const tensors = tf.memory().numTensors - numTensors;
    // What it gives is disposed by the call itself.
    const { peakBytes } = await tf.profile(async () => {
      await call();
      return {};
    });
    return { call, tensors, peak: peakBytes - numBytes };
  } catch (error) {
    return { call, tensors: 0, peak: 0, failure: (error as Error).message };
  }
}

/** What the benchmark calls of an emitted module. */
interface Emitted {
  readonly model: { readonly inputs: readonly [{ readonly shape: number[] }] };
  ready(): Promise<void>;
  create(seed: number): never;
  predict(weights: never, image: tf.Tensor): tf.Tensor;
  startTraining(weights: never): never;
  trainStep(training: never, batch: Readonly<Record<string, tf.Tensor>>, learningRate: number): tf.Scalar;
}

async function emittedModule(name: string, model: string): Promise<Emitted> {
  const target = tfjsTargets.find((one) => one.name === name);
  if (target === undefined) throw new Error(`tfjs has no target ${name}`);
  const place = `${folder}/${name}-${model}`;
  mkdirSync(place, { recursive: true });
  for (const { path, content } of await target.emit(requestFor(root, specs[model]!, model)))
    writeFileSync(`${place}/${path}`, content);
  return import(pathToFileURL(`${place}/${model}.js`).href);
}

type Call = () => Promise<unknown>;

async function ourCall(emitted: Emitted, image: tf.Tensor, kind: Kind): Promise<Call> {
  const weights = emitted.create(1);
  if (kind === "infer") return () => read(emitted.predict(weights, image));
  const target = tf.tidy(() => tf.zerosLike(emitted.predict(weights, image)));
  const training = emitted.startTraining(weights);
  return () => read(emitted.trainStep(training, { image, target }, 1e-3));
}

async function layersCall(name: string, image: tf.Tensor, kind: Kind): Promise<Call> {
  const model = layerModels[name]!();
  if (kind === "infer") return () => read(model.predict(image) as tf.Tensor);
  model.compile({ optimizer: tf.train.adam(1e-3), loss: "meanSquaredError" });
  const target = tf.zeros([batch, ...model.outputs[0]!.shape.slice(1)] as number[]);
  return () => model.trainOnBatch(image, target);
}

async function read(tensor: tf.Tensor): Promise<void> {
  await tensor.data();
  tensor.dispose();
}

/** Milliseconds of a call, on average over several. */
async function timeOf(call: Call): Promise<number> {
  const calls = Number(values.calls);
  const began = process.cpuUsage();
  for (let count = 0; count < calls; count++) await call();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000 / calls;
}

function spread(taken: readonly number[]): string {
  return `${median(taken).toFixed(1)} (${Math.min(...taken).toFixed(1)}, ${Math.max(...taken).toFixed(1)})`;
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

function print(...cells: readonly string[]): void {
  console.log(
    cells
      .map((cell, column) => cell.padEnd([26, 26, 26, 8, 8, 20][column] ?? 0))
      .join("")
      .trimEnd(),
  );
}
