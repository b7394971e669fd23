/**
 * Times emitted code beside models written by hand with tfjs's layers, in turn, on the same backend:
 *
 *     npx tsx bench/tfjs.ts [--model NoseNet,FaceNet] [--target wasm,js] [--kind infer,train] [--batch 8] [--rounds N] [--calls N]
 *
 * A call of inference ends with the numbers in JavaScript; one of training is forward, loss, backward and Adam's update, and
 * ends with the loss. Ends with exit code 1 where a ratio is over its goal.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import * as tf from "@tensorflow/tfjs";
import { tfjsTargets } from "../compiler/5-emit/tfjs/tfjs-targets.ts";
import { layerModels } from "./peers/layers.ts";
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
    calls: { type: "string", default: "5" },
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
  console.log(`batch ${batch}; ms, median over ${values.rounds} rounds (least, most)\n`);
  print("", "kpc", "layers", "ratio", "goal", "tensors that stay, kpc / layers");
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
  const before = tf.memory().numTensors;
  const ours = await ourCall(emitted, image, kind);
  const ownTensors = tf.memory().numTensors;
  const theirs = await layersCall(name, image, kind);
  const layerTensors = tf.memory().numTensors - ownTensors;
  const label = `${target} ${name}, ${kind}`;
  const failure = await theirs().then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (failure !== undefined) {
    print(label, spread(await times(ours)), `can't: ${failure.slice(0, 60)}`, "", "", "");
    return;
  }
  const rounds = Array.from({ length: Number(values.rounds) });
  const [mine, peers]: [number[], number[]] = [[], []];
  await times(theirs);
  await times(ours);
  for (const _ of rounds) {
    mine.push(median(await times(ours)));
    peers.push(median(await times(theirs)));
  }
  const ratio = median(mine.map((time, round) => time / peers[round]!));
  failed ||= ratio > goals[kind];
  print(
    label,
    spread(mine),
    spread(peers),
    ratio.toFixed(2),
    String(goals[kind]),
    `${ownTensors - before} / ${layerTensors}`,
  );
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
  const numbers = emitted.predict(weights, image);
  const target = tf.zerosLike(numbers);
  numbers.dispose();
  if (kind === "infer") return () => read(emitted.predict(weights, image));
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

async function times(call: Call): Promise<number[]> {
  const taken: number[] = [];
  for (let count = 0; count < Number(values.calls); count++) {
    const began = performance.now();
    await call();
    taken.push(performance.now() - began);
  }
  return taken;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function spread(taken: readonly number[]): string {
  return `${median(taken).toFixed(1)} (${Math.min(...taken).toFixed(1)}, ${Math.max(...taken).toFixed(1)})`;
}

function print(...cells: readonly string[]): void {
  console.log(
    cells
      .map((cell, column) => cell.padEnd(column < 3 ? 26 : 8))
      .join("")
      .trimEnd(),
  );
}
