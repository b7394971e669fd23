import { dirname } from "node:path";
import { lowerInference } from "../compiler/index.ts";
import type { TypedGraph } from "../compiler/ir/graph.ts";
import type { Misfit } from "../lib/misfits.ts";
import { writeAtomically } from "../runtime/checkpoints/atomic-write.ts";
import { encodeWeights } from "../runtime/checkpoints/checkpoint.ts";
import { type WeightShapes, weightShapes } from "../runtime/checkpoints/weight-shapes.ts";
import { makeFolder } from "../runtime/runs/run-folder.ts";
import { initialiseProgram } from "../runtime/weights/initialise.ts";
import { fitFile } from "../runtime/weights/load-fitting.ts";
import { chooseFrom } from "./choose.ts";
import { CommandError, exit } from "./exit.ts";
import { type LoadedSpec, loadSoundSpec } from "./spec.ts";
import { refuseOverwriting } from "./weights-out.ts";

export interface ImportOptions {
  readonly file: string;
  /** SPEC, SPEC#Model or SPEC#Experiment. */
  readonly into: string;
  readonly out: string | undefined;
  /** Take what fits, and draw the rest anew. */
  readonly partial: boolean;
  /** What to take off the file's keys: `module.` */
  readonly strip?: string | undefined;
}

/** What an import did: plain data, as `kpc weights import --json` prints it. */
export interface ImportReport {
  readonly file: string;
  readonly model: string;
  /** Number of the model's tensors, but for counters of batches, which may be missing. */
  readonly needed: number;
  /** How many of them the file had in the right shape. */
  readonly taken: number;
  /** What stands before every key of the file, where its weights would fit without. */
  readonly prefix?: string;
  readonly misfits: readonly Misfit[];
  /** The safetensors file that was written; null where the weights did not fit. */
  readonly out: string | null;
}

/** Brings a file's weights into a model, and writes its state dict; nothing is written where they don't fit, but for `partial`. */
export async function importWeights({ file, into, out, partial, strip }: ImportOptions): Promise<ImportReport> {
  const { graph, seed } = chooseModel(loadSoundSpec(into));
  const path = out ?? `${graph.name}.safetensors`;
  await refuseOverwriting(path);
  const program = lowerInference(graph);
  const shapes = knownShapes(graph, program);
  const { misfits, fitting, needed, prefix, take } = await fitFile(file, program, strip);
  const hint = prefix === undefined ? {} : { prefix };
  const report = { file, model: graph.name, needed, taken: fitting, misfits, ...hint };
  // Where nothing fits, it is another network's file: the weights would all be drawn.
  if (misfits.length > 0 && (!partial || fitting === 0)) return { ...report, out: null };
  const weights = take(() => initialiseProgram(program, seed));
  await makeFolder(dirname(path));
  await writeAtomically(path, encodeWeights(weights, shapes, graph.name, 0));
  return { ...report, out: path };
}

/** The model that is named, itself or by an experiment, and the seed of the experiment that trains it. */
function chooseModel(spec: LoadedSpec): { graph: TypedGraph; seed: number } {
  const { models, experiments, trained } = spec.project;
  const named = spec.fragment === undefined ? undefined : experiments.get(spec.fragment);
  const graph = named === undefined ? chooseFrom("model", models, spec) : trained.get(spec.fragment!)!;
  const experiment = named ?? [...experiments.values()].find(({ model }) => model === graph.name);
  return { graph, seed: experiment?.seed ?? 0 };
}

function knownShapes(graph: TypedGraph, program: Parameters<typeof weightShapes>[0]): WeightShapes {
  try {
    return weightShapes(program);
  } catch (error) {
    throw new CommandError(exit.spec, `${graph.name}: ${(error as Error).message}`);
  }
}
