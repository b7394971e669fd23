import { lowerTraining } from "../../../compiler/4-lower/index.ts";
import type { Origin } from "../../../compiler/ir/graph.ts";
import type { ExperimentPlan } from "../../../compiler/ir/plan.ts";
import type { Program } from "../../../compiler/ir/program.ts";
import { placeOfFile } from "../../../diagnostics/place.ts";
import { stream } from "../../../lib/random.ts";
import type { PreparedExperiment } from "../../../runtime/runs/experiment.ts";
import type { ExampleSource, NetworkExample } from "../../../runtime/train/batches.ts";
import { chain, withDefaults } from "../../support/chain.ts";
import { LinearTrainer } from "./linear-trainer.ts";

const size = { inputs: 12, outputs: 2 };
const origin: Origin = { place: placeOfFile("linear.kpnet"), via: [], allowed: [] };
const call = (name: string, parameters = {}) => ({ name, parameters, origin });

/** Twelve features, dropout, one linear step to a point: the smallest network with everything that a run keeps. */
export function linearProgram(): Program {
  const steps = [
    { path: "flatten#1", op: "flatten" },
    { path: "drop", op: "dropout", parameters: withDefaults("dropout", { p: 0.1 }) },
    { path: "fc", op: "linear", parameters: { out_features: { to: size.outputs } } },
  ];
  return lowerTraining(chain([1, 3, 4], steps, { role: "points", shape: [1, 2] }), call("mse"));
}

export function linearPlan(changes: Partial<ExperimentPlan> = {}): ExperimentPlan {
  const keypoints = { name: "Tip", count: 1, groups: {}, names: {}, origin };
  const [source, split] = [call("imm"), call("by_person")];
  const dataset = { name: "Dots", source, keypoints, split, assumed: [], origin };
  return {
    format: "kpnet-plan/1",
    name: "Linear",
    doc: "",
    model: "Line",
    examples: { name: "DotExamples", dataset, steps: [], assumed: [], origin },
    loss: call("mse"),
    optimizer: call("sgd", { lr: 0.01, momentum: 0.9, nesterov: false }),
    epochs: 5,
    batch: 4,
    seed: 7,
    metrics: [],
    training: { freeze: [], rates: {}, accumulate: 1 },
    reported: {},
    assumed: [],
    origin,
    properties: {},
    ...changes,
  };
}

/** Examples whose targets are an exact linear function of the inputs, and a little noise. */
export function linearExamples(
  count: number,
  name: string,
): ExampleSource & { readonly all: readonly NetworkExample[] } {
  const all = Array.from({ length: count }, (_, index) => linearExample(`${name}${index}`));
  return { all, ids: all.map((_, index) => `${name}${index}`), example: async (index) => all[index]! };
}

function linearExample(id: string): NetworkExample {
  const random = stream({ seed: 1, example: id, path: "features" });
  const input = Float32Array.from({ length: size.inputs }, () => random.normal());
  const noise = () => 0.01 * random.normal();
  return { input, target: Float32Array.of(input[0]! - input[3]! + noise(), 0.5 * input[5]! + noise()) };
}

export const specText = "experiment Linear { model: Line }\n";

/** A run of the linear model in plain loops: 23 training examples and 6 for validation, unless `plan` says otherwise. */
export function linearExperiment(plan = linearPlan(), changes: Partial<PreparedExperiment> = {}): PreparedExperiment {
  const validation = linearExamples(6, "v");
  return {
    plan,
    program: linearProgram(),
    spec: { file: "specs/linear.kpnet", files: { "specs/linear.kpnet": specText } },
    overrides: {},
    compiled: [{ path: "line/inference.txt", content: "emitted" }],
    engine: { name: "cpu", package: "plain-loops 1.0.0", threads: 1 },
    versions: { kpnet: "0.1.0", node: "20.0.0" },
    train: linearExamples(23, "t"),
    skipped: { count: 0, listed: [] },
    validate: async (predict) => {
      let loss = 0;
      for (const { input, target } of validation.all) {
        const [[x = 0, y = 0] = []] = await predict([input], 1);
        loss += ((x - target[0]!) ** 2 + (y - target[1]!) ** 2) / 2 / validation.all.length;
      }
      return { loss, mse: loss, pixelError: Math.sqrt(2 * loss), metrics: {} };
    },
    openTrainer: async (_, state) => new LinearTrainer(size, state),
    ...changes,
  };
}
