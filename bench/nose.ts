/**
 * Trains the document's two nose detectors over three seeds, and prints their losses beside the document's and the mean
 * point's: `npx tsx bench/nose.ts --data data/imm [--seeds 3] [--threads N]`. Says too whether two runs of one seed gave the
 * same bytes. Ends with exit code 1 where the medians are not as good as they should be.
 */
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { resolveExperiment } from "../cli/experiment.ts";
import { type LoadedExperiment, prepareExperiment } from "../cli/prepare.ts";
import { memorySource } from "../compiler/file-source.ts";
import { evaluateMeanPoint } from "../runtime/evaluate/evaluate.ts";
import { readMetrics } from "../runtime/runs/metrics-log.ts";
import { runPaths } from "../runtime/runs/run-folder.ts";
import { startRun } from "../runtime/runs/start-run.ts";

/** Median validation loss that is good enough, as a share of the mean point's. */
const goals = { Nose: 0.7, NoseAlternative: 0.45 } as const;
const spec = "specs/nosenet.kpnet";
const root = new URL("..", import.meta.url).pathname;

const { values } = parseArgs({
  options: {
    data: { type: "string", default: "data/imm" },
    seeds: { type: "string", default: "3" },
    threads: { type: "string", default: String(availableParallelism()) },
  },
});
const threads = Number(values.threads);
const data = relative(root, values.data);
const runs = await mkdtemp(join(tmpdir(), "kpnet-nose-"));
let failed = false;

for (const [name, goal] of Object.entries(goals)) {
  const first = await experiment(name);
  const { plan } = first.chosen;
  const meanPoint = await evaluateMeanPoints(first);
  print(name, "train loss", "validation", "pixels", "training s", "same bytes");
  const losses: number[] = [];
  for (let n = 0; n < Number(values.seeds); n++) {
    const seed = plan.seed + n;
    const { last, trainSeconds, bytes } = await train(name, seed);
    // The first seed is trained twice.
    const same = n > 0 ? "" : (await train(name, seed)).bytes.equals(bytes);
    const { loss, pixelError } = last.validation!;
    print(
      `seed ${seed}`,
      last.trainLoss.toFixed(5),
      loss.toFixed(5),
      pixelError.toFixed(1),
      trainSeconds.toFixed(1),
      same,
    );
    losses.push(loss);
    failed ||= same === false;
  }
  const median = losses.sort((a, b) => a - b)[Math.floor(losses.length / 2)]!;
  const share = median / meanPoint.validation.loss;
  const { train_loss: reportedTrain, validation_loss: reportedValidation } = plan.reported;
  print("median", "", median.toFixed(5));
  print(
    "mean point",
    meanPoint.train.loss.toFixed(5),
    meanPoint.validation.loss.toFixed(5),
    meanPoint.validation.pixelError.toFixed(1),
  );
  print("document", reportedTrain?.toFixed(5) ?? "", reportedValidation?.toFixed(5) ?? "");
  console.log(`median / mean point: ${share.toFixed(2)}, should be at most ${goal}\n`);
  failed ||= share > goal;
}
await rm(runs, { recursive: true });
process.exitCode = failed ? 1 : 0;

/** An experiment of the spec, on the data that the command line names. */
function experiment(name: string, overrides: Readonly<Record<string, string>> = {}): Promise<LoadedExperiment> {
  const text = readFileSync(join(root, spec), "utf8").replace('"data/imm"', JSON.stringify(data));
  const chosen = resolveExperiment(memorySource({ [spec]: text }), { root, file: spec, name, overrides });
  return prepareExperiment(chosen, { threads });
}

/** One run: its last epoch, the time of its training steps, and the bytes of its last checkpoint. */
async function train(name: string, seed: number) {
  const { prepared } = await experiment(name, { seed: String(seed) });
  const { folder } = await startRun(prepared, { parent: runs });
  const metrics = await readMetrics(runPaths(folder).metrics);
  const trainSeconds = metrics.reduce((sum, epoch) => sum + epoch.trainSeconds, 0);
  return { last: metrics.at(-1)!, trainSeconds, bytes: await readFile(runPaths(folder).last) };
}

async function evaluateMeanPoints({ chosen, splits }: LoadedExperiment) {
  const { plan } = chosen;
  return {
    train: await evaluateMeanPoint(splits.train, { plan, examples: splits.train }),
    validation: await evaluateMeanPoint(splits.train, { plan, examples: splits.validation }),
  };
}

function print(first: string, ...cells: readonly (string | boolean)[]): void {
  console.log(first.padEnd(18) + cells.map((cell) => String(cell).padStart(12)).join(""));
}
