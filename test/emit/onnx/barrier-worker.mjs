// Goes through a barrier many times, and counts how often it left one that others had not reached.
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { Barrier } = await import("../../../runtime/engines/cpu/barrier.ts");
const { memory, threads, rounds, counts } = workerData;
const barrier = new Barrier(memory, threads);
let early = 0;
for (let round = 1; round <= rounds; round++) {
  Atomics.add(counts, 0, 1);
  barrier.wait();
  if (Atomics.load(counts, 0) < round * threads) early++;
  barrier.wait();
}
parentPort.postMessage(early);
