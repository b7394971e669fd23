import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { symbol } from "../../../compiler/ir/dim.ts";
import { chain } from "../../support/chain.ts";
import { documentRequests } from "./support/document-requests.ts";
import { emitRequest, emittedText } from "./support/emit-request.ts";
import { importEmitted } from "./support/emitted-module.ts";
import { typeErrors } from "./support/type-check.ts";

test("a picture that lies on its side is refused, and no tensor is left behind", async () => {
  const model = await importEmitted(documentRequests[0]!, "js");
  await model.ready();
  const weights = model.create(1);
  const turned = tf.zeros([2, 80, 60, 1]);
  const [image, target] = [tf.zeros([2, 60, 80, 1]), tf.zeros([2, 1, 2])];
  const before = tf.memory().numTensors;
  const message = "image is [2, 80, 60, 1], where the model takes [batch, 60, 80, 1]";
  expect(() => model.predict(weights, turned)).toThrow(message);
  expect(() =>
    model.predict(
      weights,
      tf.tidy(() => tf.zeros([60, 80, 1])),
    ),
  ).toThrow("image is [60, 80, 1]");
  const training = model.startTraining(weights);
  const made = tf.memory().numTensors - before;
  expect(() => model.trainStep(training, { image: turned, target }, 1e-3)).toThrow(message);
  // One target for two pictures would be taken for both of them.
  expect(() => model.trainStep(training, { image, target: tf.zeros([1, 1, 2]) }, 1e-3)).toThrow(
    "target is [1, 1, 2], where the model takes [2, 1, 2]",
  );
  expect(training.step).toBe(0);
  expect(tf.memory().numTensors - before - made).toBe(1); // the target of the last call
});

test("sizes that a spec leaves open are those of the picture", async () => {
  const [H, W] = [symbol("H"), symbol("W")];
  const conv = { path: "conv", op: "conv2d", parameters: { out_channels: { to: 2 }, kernel: [3, 3], padding: [1, 1] } };
  const request = emitRequest(chain([1, H, W], [conv], { role: "features", shape: [2, H, W] }));
  const model = await importEmitted(request, "js");
  const weights = model.create(1);
  expect(() => model.predict(weights, tf.zeros([1, 5, 6, 3]))).toThrow(
    "image is [1, 5, 6, 3], where the model takes [batch, H, W, 1]",
  );
  const wrong = { image: tf.zeros([1, 5, 6, 1]), target: tf.zeros([1, 6, 5, 2]) };
  expect(() => model.lossAndGradients(weights, wrong)).toThrow(
    "target is [1, 6, 5, 2], where the model takes [1, 5, 6, 2]",
  );
});

test("what has another rank or key does not compile", async () => {
  const use = `import * as tf from "@tensorflow/tfjs";
import { create, lossAndGradients, predict, startTraining, trainStep } from "./model.js";
const weights = create(1);
const image: tf.Tensor4D = tf.zeros([1, 60, 80, 1]);
const target: tf.Tensor3D = tf.zeros([1, 1, 2]);
predict(weights, image);
// @ts-expect-error a picture without its batch
predict(weights, tf.zeros<tf.Rank.R3>([60, 80, 1]));
// @ts-expect-error a misspelt key
weights["conv1.wieght"];
// @ts-expect-error a bias is no filter
export const filter: tf.Tensor4D = weights["conv1.bias"];
// @ts-expect-error points without their batch
trainStep(startTraining(weights), { image, target: tf.zeros<tf.Rank.R2>([1, 2]) }, 1e-3);
// @ts-expect-error no target
lossAndGradients(weights, { image });
// @ts-expect-error a key that no gradient has
lossAndGradients(weights, { image, target }).gradients["conv9.weight"];
`;
  const declarations = await emittedText(documentRequests[0]!, "js", ".d.ts");
  const check = (text: string) =>
    typeErrors(
      new Map([
        ["model.d.ts", declarations],
        ["use.ts", text],
      ]),
    );
  expect(check(use)).toEqual([]);
  // Each of them is an error indeed.
  expect(check(use.replaceAll("@ts-expect-error", ""))).toHaveLength(6);
});
