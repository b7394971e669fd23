import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unitOf } from "../../cli/compilation.ts";
import { diskSource } from "../../cli/spec.ts";
import { exportWeights } from "../../cli/weights-export.ts";
import { importWeights } from "../../cli/weights-import.ts";
import { cpu } from "../../compiler/5-emit/onnx/index.ts";
import type { FileSource } from "../../compiler/file-source.ts";
import { checkProject } from "../../compiler/index.ts";
import type { TypedGraph } from "../../compiler/ir/graph.ts";
import { writeSafetensors } from "../../lib/safetensors.ts";
import { loadWeights } from "../../runtime/checkpoints/load.ts";
import { type WeightShapes, weightShapes } from "../../runtime/checkpoints/weight-shapes.ts";
import { createCpuPredictor } from "../../runtime/engines/cpu/index.ts";
import type { Tensors } from "../../runtime/engines/engine.ts";
import { writeFiles } from "../../runtime/runs/run-folder.ts";
import { drawn, drawnWeight } from "../support/hashed.ts";

/**
 * Networks of torchvision, written in test/torchvision/specs, and what torchvision itself answers with the same weights.
 *
 * To add one: write its spec with torchvision's names, its input as `image[3, 224, 224]`; add a line to NETWORKS in
 * scripts/goldens/torchvision-networks.py and run that script with the network's name. The tests go through all goldens. Sizes
 * below 224 run in `npm test`, so give one to a small network; 224 runs in `npm run test:long`. Then run the script with
 * `--files`: it brings a file of torch.save into the spec.
 */
export interface NetworkGolden {
  /** torchvision's name. */
  readonly network: string;
  /** `resnet#ResNet18`: a file of specs/, and the model in it. */
  readonly spec: string;
  readonly madeWith: string;
  readonly parameters: number;
  readonly batch: number;
  readonly answers: readonly Answer[];
  /** Key and sizes of every tensor of the state dict, in its order. */
  readonly state: readonly (readonly [key: string, ...shape: number[]])[];
}

/** The scores of a network whose weights and pictures are hashed, evaluation mode, float64. */
export interface Answer {
  /** Height and width of the pictures. */
  readonly size: number;
  readonly norm: number;
  /** The largest absolute score. */
  readonly largest: number;
  /** Every n-th score, from the first. */
  readonly every: number;
  readonly samples: readonly number[];
}

const folder = new URL("./goldens/", import.meta.url);

export const goldens: readonly NetworkGolden[] = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")) as NetworkGolden,
);

/** The goldens whose networks answer at one of these sizes, with that answer. */
export function answersWhere(admits: (size: number) => boolean): [name: string, NetworkGolden, Answer][] {
  return goldens.flatMap((golden) =>
    golden.answers
      .filter(({ size }) => admits(size))
      .map((answer): [string, NetworkGolden, Answer] => [
        `${golden.network} at ${answer.size}x${answer.size}`,
        golden,
        answer,
      ]),
  );
}

/** The path of a golden's spec from the project's root, and the name of its model. */
export function specOf({ spec }: NetworkGolden): { path: string; model: string } {
  const [file, model] = spec.split("#") as [string, string];
  return { path: `test/torchvision/specs/${file}.kpnet`, model };
}

/** The network for pictures of a size. Throws where its spec has an error. */
export function graphOf(golden: NetworkGolden, size = 224): TypedGraph {
  const { path, model } = specOf(golden);
  const { models, diagnostics } = checkProject(path, resized(diskSource("."), size));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return models.get(model)!;
}

function resized(source: FileSource, size: number): FileSource {
  return { read: (path) => source.read(path)?.replaceAll("image[3, 224, 224]", `image[3, ${size}, ${size}]`) };
}

/** Shape of each tensor of the state dict. */
export function stateOf(graph: TypedGraph): WeightShapes {
  return weightShapes(unitOf(graph, undefined).request.inference);
}

/** How far the default engine's scores are from torchvision's: the greatest difference, and that of the norms, by the largest score. */
export async function errorOf(golden: NetworkGolden, answer: Answer, workFolder: string): Promise<number> {
  const graph = graphOf(golden, answer.size);
  const { request } = unitOf(graph, undefined);
  const weights = await throughFiles(golden, weightShapes(request.inference), workFolder);
  const compiled = join(workFolder, "compiled");
  await writeFiles(compiled, await cpu.emit(request));
  const predictor = await createCpuPredictor({ folder: compiled, model: graph.name, weights, batch: golden.batch });
  const outputs = await predictor.predict([pictures(golden.batch, answer.size)], golden.batch);
  await predictor.close();
  const scores = byExample(outputs, golden.batch);
  const apart = answer.samples.map((sample, index) => Math.abs(scores[index * answer.every]! - sample));
  // The norm tells of the scores between the samples.
  const normApart = Math.abs(Math.hypot(...scores) - answer.norm) / Math.sqrt(scores.length);
  return Math.max(...apart, normApart) / answer.largest;
}

/** All outputs for one example behind one another, then those for the next. */
function byExample(outputs: readonly Float32Array[], batch: number): number[] {
  return Array.from({ length: batch }, (_, example) =>
    outputs.flatMap((output) => {
      const size = output.length / batch;
      return [...output.subarray(example * size, (example + 1) * size)];
    }),
  ).flat();
}

/** The hashed weights, once written as PyTorch's zip of tensors and imported again as a user would. */
async function throughFiles(golden: NetworkGolden, shapes: WeightShapes, workFolder: string): Promise<Tensors> {
  const [first, torch, imported] = ["first.safetensors", "state.pth", "imported.safetensors"].map((name) =>
    join(workFolder, name),
  ) as [string, string, string];
  const tensors = new Map([...shapes].map(([key, shape]) => [key, { shape, data: drawnWeight(key, shape) }]));
  await writeFiles(workFolder, [{ path: "first.safetensors", content: writeSafetensors({ tensors, metadata: {} }) }]);
  await exportWeights({ file: first, checkpoint: "best", format: "torch", out: torch });
  const { path, model } = specOf(golden);
  const report = await importWeights({ file: torch, into: `${path}#${model}`, out: imported, partial: false });
  if (report.misfits.length > 0) throw new Error(`${golden.network}: ${JSON.stringify(report.misfits)}`);
  return loadWeights(imported, shapes);
}

/** 8x8 coloured squares with noise on them, as the script draws them. */
function pictures(batch: number, size: number): Float32Array {
  const coarse = drawn("coarse", [batch, 3, 8, 8], -1.5, 1.5);
  const fine = drawn("fine", [batch, 3, size, size], -0.5, 0.5);
  const square = (pixel: number) => Math.floor((pixel * 8) / size);
  return fine.map((number, index) => {
    const [x, y, channel] = [index % size, Math.floor(index / size) % size, Math.floor(index / size ** 2)];
    return number + coarse[channel * 64 + square(y) * 8 + square(x)]!;
  });
}
