import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { tfjsBackends } from "../../../compiler/5-emit/tfjs/tfjs-backend.ts";
import { chain } from "../../support/chain.ts";
import { documentRequests, requestsFor } from "./support/document-requests.ts";
import { emitRequest, emittedText } from "./support/emit-request.ts";
import { typeErrors } from "./support/type-check.ts";

test("the real types of tfjs-node-gpu are there", () => {
  const types = new URL("../node-gpu-types/node_modules/@tensorflow/tfjs-node-gpu/dist/index.d.ts", import.meta.url);
  expect(existsSync(types), "node scripts/prepare.mjs installs them").toBe(true);
});

test.each(tfjsBackends.map(({ target }) => target))("modules for %s pass tsc --strict", async (target) => {
  const texts = new Map<string, string>();
  for (const [place, request] of requestsFor(target).entries()) {
    texts.set(`model-${place}.ts`, await emittedText(request, target, ".ts"));
  }
  const { graph, inference } = documentRequests[0]!;
  texts.set("inference.ts", await emittedText({ graph, inference }, target, ".ts"));
  expect(typeErrors(texts)).toEqual([]);
});

test("no name of a step or words of a doc gets in the way of the code", async () => {
  const conv = { op: "conv2d", parameters: { out_channels: { to: 2 }, kernel: [3, 3], padding: [1, 1] } };
  const convolutions = ["class", "weights", "pad", "batch", "conv2d", "loss", "tf", "d_pad", "pad_", "relu_1"];
  const steps = [
    ...convolutions.map((path) => ({ path, ...conv })),
    { path: "masks", op: "dropout" },
    { path: "relu#1", op: "relu" },
  ];
  const graph = chain([2, 4, 4], steps, { role: "features", shape: [2, 4, 4] });
  const doc = `Ends a comment: */ throw 1; /** ${"and goes on ".repeat(20)}`;
  const text = await emittedText(emitRequest({ ...graph, doc }), "js", ".ts");
  expect(typeErrors(new Map([["names.ts", text]]))).toEqual([]);
  expect(text.split("\n").every((line) => line.length <= 120)).toBe(true);
});

test("the check sees what is wrong", async () => {
  const text = await emittedText(documentRequests[0]!, "node-gpu", ".ts");
  const wrong = new Map([
    ["rank.ts", text.replace("tf.maxPool(conv1, 2, 2", "tf.maxPool(flatten, 2, 2")],
    ["name.ts", text.replaceAll("tf.relu(", "tf.rilu(")],
    ["package.ts", text.replaceAll("@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node-gpu-absent")],
  ]);
  const errors = typeErrors(wrong);
  for (const name of wrong.keys())
    expect(
      errors.some((error) => error.startsWith(name)),
      name,
    ).toBe(true);
});

test("the declarations beside a module say what it says", async () => {
  const use = `import { load, predict, startTraining, trainStep, type Weights } from "./model.js";
import * as tf from "@tensorflow/tfjs";
const weights: Weights = load(new Map());
const kernel: tf.Tensor4D = weights["conv1.weight"];
export const points: tf.Tensor3D = predict(weights, tf.zeros([1, 60, 80, 1]));
export const loss: tf.Scalar = trainStep(startTraining(weights), { image: kernel, target: points }, 1e-3);
`;
  const declarations = await emittedText(documentRequests[1]!, "js", ".d.ts");
  expect(
    typeErrors(
      new Map([
        ["model.d.ts", declarations],
        ["use.ts", use],
      ]),
    ),
  ).toEqual([]);
  const misuse = use.replace('["conv1.weight"]', '["conv9.weight"]');
  expect(
    typeErrors(
      new Map([
        ["model.d.ts", declarations],
        ["use.ts", misuse],
      ]),
    ),
  ).not.toEqual([]);
});
