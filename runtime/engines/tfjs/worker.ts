/** The thread that computes: it loads tfjs and emitted modules, and answers requests one after the other. */
import { answerRequests } from "../answer-requests.ts";
import { importEmitted } from "../emitted-files.ts";
import { type Backend, loadBackend } from "./backend.ts";
import type { EmittedModule, Variables } from "./emitted-module.ts";
import type { Answers, OpenPredictor, OpenTraining, Predict, Request } from "./messages.ts";
import { toNumbers, toTensor } from "./tensors.ts";
import { TrainingSession } from "./training-session.ts";

let backend: Backend | undefined;
let module: EmittedModule | undefined;
let training: TrainingSession | undefined;
/** Of a predictor. */
let weights: Variables | undefined;

async function answer(request: Request): Promise<Answers[keyof Answers]> {
  switch (request.kind) {
    case "load":
      backend = await loadBackend(request);
      return backend.description;
    case "open training":
      return openTraining(request);
    case "open predictor":
      return openPredictor(request);
    case "step":
      return training!.step(request.batches, request.learningRate);
    case "state":
      return training!.state();
    case "predict":
      return predict(request);
  }
}

async function openTraining({ files, state, rules }: OpenTraining): Promise<undefined> {
  module = await importEmitted<EmittedModule>(files);
  await module.ready();
  training = new TrainingSession(backend!.tf, module, state, rules);
}

async function openPredictor({ files, weights: numbers }: OpenPredictor): Promise<undefined> {
  module = await importEmitted<EmittedModule>(files);
  await module.ready();
  weights = module.load(numbers);
}

async function predict({ inputs, count }: Predict): Promise<readonly Float32Array[]> {
  const { tf } = backend!;
  const { model, predict } = module!;
  const result = tf.tidy(() =>
    predict(
      training?.weights ?? weights!,
      ...model.inputs.map((port, index) => toTensor(tf, port, inputs[index]!, count)),
    ),
  );
  const tensors = result instanceof tf.Tensor ? [result] : model.outputs.map(({ name }) => result[name]!);
  return Promise.all(tensors.map((tensor) => toNumbers(tf, tensor)));
}

answerRequests((request: Request) =>
  backend === undefined ? answer(request) : backend.device.run(() => answer(request)),
);
