import { expect, it } from "vitest";
import { lowerInference, lowerTraining } from "../../compiler/4-lower/index.ts";
import { symbol } from "../../compiler/ir/dim.ts";
import { type Json, toJson } from "../../compiler/ir/json.ts";
import type { ExperimentPlan } from "../../compiler/ir/plan.ts";
import { FormatError, graphFromJson, planFromJson, programFromJson } from "../../compiler/ir/schemas/read.ts";
import { noseGraph, typedAlternative, typedNose } from "./hand-made.ts";

const { origin } = noseGraph;
const mse = { name: "mse", parameters: {}, origin };

const plan: ExperimentPlan = {
  format: "kpnet-plan/1",
  name: "Nose",
  doc: "",
  model: "NoseNet",
  examples: {
    name: "Noses",
    dataset: {
      name: "Faces",
      source: { name: "imm", parameters: { path: "data/imm" }, origin, arguments: { path: origin.place } },
      keypoints: { name: "Imm58", count: 2, groups: { eyes: [0, 1] }, names: { left: 0 }, mirror: [1, 0], origin },
      split: { name: "by_person", parameters: { train: [1, 2], validation: [3] }, origin },
      assumed: ["split"],
      origin,
    },
    steps: [
      { name: "scale", parameters: { to: { low: -0.5, high: 0.5 } }, path: "scale", split: "all", origin },
      { name: "rotate", parameters: { angle: { low: -15, high: 15 } }, path: "augment.rotate", split: "train", origin },
    ],
    assumed: ["augment.rotate"],
    origin,
  },
  loss: mse,
  optimizer: { name: "adam", parameters: { lr: 1e-3 }, origin },
  epochs: 25,
  batch: 8,
  seed: 294,
  metrics: [{ name: "nme", parameters: { between: ["left", "eyes"] }, origin }],
  training: { freeze: ["conv1"], rates: { fc: 10 }, accumulate: 2, earlyStopping: { patience: 3, minDelta: 0 } },
  reported: { train_loss: 6.58e-4 },
  assumed: ["batch"],
  origin,
  properties: { epochs: origin },
};

/** Through text, as through a file. */
function written(value: Parameters<typeof toJson>[0]): unknown {
  return JSON.parse(JSON.stringify(toJson(value)));
}

it("gives graphs back as they were, infinite ranges and unknown shapes among them", () => {
  const damaged = { ...noseGraph, nodes: noseGraph.nodes.map((node) => ({ ...node, shape: undefined })) };
  for (const graph of [noseGraph, typedNose, typedAlternative, damaged]) {
    expect(graphFromJson(written(graph))).toStrictEqual(graph);
  }
  expect(JSON.stringify(toJson(typedNose))).toContain('"range":{"low":0,"high":null}');
});

it("gives graphs with symbolic sizes back", () => {
  const open = { ...noseGraph, inputs: [{ ...noseGraph.inputs[0]!, shape: [1, symbol("H"), symbol("W")] }] };
  expect(graphFromJson(written(open))).toStrictEqual(open);
});

it("gives programs back, infinite attributes among them", () => {
  const training = lowerTraining(typedAlternative, mse);
  const infinite = training.instructions.map((each) => ({
    ...each,
    attributes: { ...each.attributes, fill: -Infinity },
  }));
  for (const program of [lowerInference(typedNose), training, { ...training, instructions: infinite }]) {
    expect(programFromJson(written(program))).toStrictEqual(program);
  }
});

it("gives plans back", () => {
  expect(planFromJson(written(plan))).toStrictEqual(plan);
});

it.each<[string, (json: { [key: string]: Json }) => unknown, RegExp]>([
  ["another version", (json) => ({ ...json, format: "kpnet-graph/2" }), /it says that it is kpnet-graph\/2/],
  ["no format", ({ format: _, ...json }) => json, /it names no format/],
  ["no object", () => [], /it names no format/],
  ["a part that is missing", ({ nodes: _, ...json }) => json, /must have required property 'nodes'/],
  ["a part too many", (json) => ({ ...json, extra: 1 }), /must NOT have additional properties/],
  ["a name that is a number", (json) => ({ ...json, name: 7 }), /\/name must be string/],
])("refuses a graph with %s", (_, change, problem) => {
  const changed = change(written(noseGraph) as { [key: string]: Json });
  expect(() => graphFromJson(changed)).toThrow(problem);
  expect(() => graphFromJson(changed)).toThrow(FormatError);
});

it("refuses a program and a plan that are not as their schemas say", () => {
  const program = written(lowerInference(typedNose)) as object;
  expect(() => programFromJson({ ...program, kind: "both" })).toThrow(
    /\/kind must be equal to one of the allowed values/,
  );
  expect(() => planFromJson({ ...(written(plan) as object), epochs: "many" })).toThrow(/\/epochs must be number/);
  expect(() => planFromJson(program)).toThrow(/this is not kpnet-plan\/1: it says that it is kpnet-program\/1/);
});
