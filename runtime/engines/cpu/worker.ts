/** The thread that computes: it loads ONNX Runtime and emitted modules, and answers requests one after the other. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RunError } from "../../errors.ts";
import { reasonOf } from "../../system-error.ts";
import { answerRequests } from "../answer-requests.ts";
import { type EmittedFiles, importEmitted } from "../emitted-files.ts";
import type { EmittedModule, EmittedPredictor } from "./emitted-module.ts";
import type { Answers, OpenPredictor, OpenTraining, Request, WorkerState } from "./messages.ts";
import { TrainingPart } from "./training-part.ts";

let ort: unknown;
let module: EmittedModule | undefined;
let training: TrainingPart | undefined;
let predictor: EmittedPredictor | undefined;

async function answer(request: Request): Promise<Answers[keyof Answers]> {
  switch (request.kind) {
    case "load":
      return load();
    case "describe":
      return (await importEmitted<EmittedModule>(request.files)).model;
    case "open training":
      return openTraining(request);
    case "step":
      // It holds weights that are about to be old, and as much memory as they take twice.
      await closePredictor();
      return training!.step(request);
    case "state":
      return training!.state();
    case "open predictor":
      return openPredictor(request);
    case "predict":
      return predict(request.inputs);
    case "close":
      return close();
  }
}

async function load(): Promise<undefined> {
  try {
    ort = await import("onnxruntime-node");
  } catch (error) {
    throw new RunError(`onnxruntime-node does not load: ${error instanceof Error ? error.message : String(error)}`, 4);
  }
}

async function close(): Promise<undefined> {
  await Promise.all([training?.close(), predictor?.close()]);
  module = training = predictor = undefined;
}

async function openTraining(request: OpenTraining): Promise<undefined> {
  module = await importEmitted<EmittedModule>(request.files);
  if (module.createGradients === undefined)
    throw new RunError(`${request.files.model} was compiled without training`, 3);
  const graph = await readGraph(request.files, "train");
  training = new TrainingPart(
    module,
    await module.createGradients(ort, graph, sessionOptions(request.threads)),
    request,
  );
}

async function openPredictor({ files, threads, weights }: OpenPredictor): Promise<undefined> {
  module ??= await importEmitted<EmittedModule>(files);
  await closePredictor();
  const graph = await readGraph(files, "infer");
  const current = weights ?? training!.weights(module.model);
  predictor = await module.createPredictor(ort, graph, current, sessionOptions(threads));
}

async function closePredictor(): Promise<void> {
  await predictor?.close();
  predictor = undefined;
}

async function predict(inputs: readonly Float32Array[]): Promise<readonly Float32Array[]> {
  const { model } = module!;
  const results = await predictor!.predict(
    Object.fromEntries(model.inputs.map(({ name }, index) => [name, inputs[index]!])),
  );
  return model.outputs.map(({ name }) => results[name]!);
}

function sessionOptions(threads: number) {
  return { intraOpNumThreads: threads, logSeverityLevel: 3 } as const;
}

async function readGraph({ folder, model }: EmittedFiles, kind: "infer" | "train"): Promise<Uint8Array> {
  const file = join(folder, `${model}.${kind}.onnx`);
  try {
    return await readFile(file);
  } catch (error) {
    throw new RunError(`${file} can't be read: ${reasonOf(error)}`, 3);
  }
}

function stateBuffers({ weights, slots, average }: WorkerState): ArrayBuffer[] {
  const arrays = [weights, ...slots, ...(average === undefined ? [] : [average])];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}

answerRequests(answer, (request, given) => (request.kind === "state" ? stateBuffers(given as WorkerState) : []));
