import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { tfjsBackends } from "../../../compiler/5-emit/tfjs/tfjs-backend.ts";
import { documentRequests, requestsFor } from "./support/document-requests.ts";
import { emittedText } from "./support/emit-request.ts";
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
