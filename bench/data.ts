/**
 * Times how fast augmented examples of FaceNet are made (640x480 pictures, decoded in memory, to 160x120), beside torchvision's
 * DataLoader with as many workers, in turn: `npx tsx bench/data.ts [--workers N] [--rounds N]`. Ends with exit code 1 where we
 * make fewer than torchvision does in the document's order of steps. Needs a Python with torchvision (`$PYTHON`).
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Sample } from "../compiler/datasets/reader.ts";
import { ByteStore } from "../runtime/data/byte-store.ts";
import { ExamplePool } from "../runtime/data/example-pool.ts";
import { recipeFor } from "../runtime/data/recipe.ts";
import { storePicture } from "../runtime/data/stored-picture.ts";
import { shuffledBatches } from "../runtime/train/batches.ts";
import { median } from "./support/median.ts";
import { Peer, pythonWithTorch } from "./support/peer.ts";
import { planOf } from "./support/prepare.ts";

const pictures = 192;
const { values } = parseArgs({
  options: { workers: { type: "string", default: "1" }, rounds: { type: "string", default: "5" } },
});
const workers = Number(values.workers);
const python = pythonWithTorch();
if (python === undefined) throw new Error("there is no Python with PyTorch here; set PYTHON to one");

const root = new URL("..", import.meta.url).pathname;
const plan = planOf(root, "specs/facenet.kpnet", "Face");
const store = new ByteStore(2 ** 30);
const stored = Array.from({ length: pictures }, (_, seed) => storePicture(store, softNoise(640, 480, seed)));
const samples: readonly Sample[] = stored.map((_, index) => ({
  id: `face ${index}`,
  image: "",
  points: Float64Array.from({ length: 116 }, (_, k) => ((k * 37 + index * 11) % 100) / 100),
  frame: "share",
  place: { file: "" },
  tags: {},
}));
const pool = new ExamplePool({ recipe: recipeFor(plan.examples, "train"), seed: 1 }, workers);
const source = {
  ids: samples.map(({ id }) => id),
  example: (index: number, epoch: number) => pool.make(samples[index]!, stored[index]!, epoch),
};
const peer = new Peer(python, join(root, "bench/peers/data.py"), workers);

const orders = ["document", "small-first"] as const;
const ours: number[] = [];
const theirs = { document: [] as number[], "small-first": [] as number[] };
await epochs(2);
for (let round = 0; round < Number(values.rounds); round++) {
  ours.push(await epochs(2));
  for (const order of orders) theirs[order].push((await peer.ask(`${order} ${2 * pictures}`))[0]!);
}
peer.close();
await pool.close();
store.close();

console.log(`augmented examples a second, ${workers} ${workers === 1 ? "worker" : "workers"}; median (least, most)\n`);
console.log(`kpc                                     ${spread(ours)}`);
for (const order of orders) {
  const ratio = median(ours.map((time, round) => theirs[order][round]! / time));
  console.log(
    `torchvision, ${order.padEnd(12)}               ${spread(theirs[order])}   kpc is ${ratio.toFixed(2)} times as fast`,
  );
  if (order === "document" && ratio < 1) process.exitCode = 1;
}

/** Seconds for so many epochs, made ahead as for training. */
async function epochs(count: number): Promise<number> {
  const batches = shuffledBatches(source, { batch: 8, epochs: count, seed: 1, accumulate: 1, program: { masks: [] } });
  const began = performance.now();
  for (let epoch = 1; epoch <= count; epoch++) {
    const { steps, batches: take } = batches.epoch(epoch);
    for (let step = 0; step < steps; step++) await take(step);
  }
  return (performance.now() - began) / 1000;
}

/** Waves of color, with nothing in them that would be cheaper to resample than a photograph. */
function softNoise(width: number, height: number, seed: number) {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    return 128 + 100 * Math.sin((x + seed) / 17 + (at % 3)) * Math.cos(y / 23 + seed);
  });
  return { width, height, channels: 3, data };
}

function spread(seconds: readonly number[]): string {
  const rates = seconds.map((time) => (2 * pictures) / time);
  const shown = [median(rates), Math.min(...rates), Math.max(...rates)].map((rate) => rate.toFixed(0).padStart(4));
  return `${shown[0]} (${shown[1]}, ${shown[2]})`;
}
