import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOfConstant, meanTarget } from "../../runtime/data/mean-point.ts";
import type { Predictor } from "../../runtime/engines/engine.ts";
import { evaluate, evaluateMeanPoint } from "../../runtime/evaluate/evaluate.ts";
import { answersOf, meanOf, measureEach } from "../../runtime/evaluate/measure.ts";
import { predictFiles } from "../../runtime/predict/predict.ts";
import { predictionsToCsv } from "../../runtime/predict/write.ts";
import { loadSplits, validationOf } from "../../runtime/train/splits.ts";
import { dotsPlan, dotsSize, writeDots } from "./support/dots.ts";
import { linearPlan } from "./support/linear-experiment.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const [width, height] = [32, 24];

async function dots() {
  const root = await temporaryFolder();
  const written = await writeDots(join(root, "data"), 3);
  const plan = linearPlan({ examples: dotsPlan("data", { train: [1, 2], validation: [3] }) });
  return { root, written, plan, ...(await loadSplits(plan, root)) };
}

/** A "network" without weights: the brightest pixel, and its neighbours' weight by a parabola. Gives shares. */
const brightest: Predictor["predict"] = async ([input], count) => {
  const size = width * height;
  const answer = new Float32Array(count * 2);
  for (let row = 0; row < count; row++) {
    const image = input!.subarray(row * size, (row + 1) * size);
    const peak = image.indexOf(Math.max(...image));
    const x = (peak % width) + vertex(image[peak - 1]!, image[peak]!, image[peak + 1]!);
    const y = Math.floor(peak / width) + vertex(image[peak - width]!, image[peak]!, image[peak + width]!);
    answer.set([(x + 0.5) / width, (y + 0.5) / height], row * 2);
  }
  return [answer];
};

const vertex = (left: number, middle: number, right: number) => (left - right) / (2 * (left - 2 * middle + right));

test("errors are distances in pixels of the source picture", async () => {
  const { plan, validation } = await dots();
  const options = { examples: validation, plan: { ...plan, batch: 4 } };
  const exact = meanOf(await measureEach(async (examples) => examples.map(({ target }) => [target]), options), plan);
  expect(exact).toEqual({ loss: 0, mse: 0, pixelError: 0, metrics: {} });
  // A tenth of the picture to the right, a fifth down: 9.6 and 14.4 pixels of the source.
  const shifted = await measureEach(
    async (examples) => examples.map(({ target: [x, y] }) => [Float32Array.of(x! + 0.1, y! + 0.2)]),
    options,
  );
  const [dx, dy] = [0.1 * dotsSize.width, 0.2 * dotsSize.height];
  for (const one of shifted) {
    expect(one.pixelError).toBeCloseTo(Math.hypot(dx, dy), 4);
    expect(one.predicted[0]! - one.truth[0]!).toBeCloseTo(dx, 4);
    expect(one.mse).toBeCloseTo((0.01 + 0.04) / 2, 6);
  }
});

test("a split is measured whole, in whatever batches, and with the experiment's own loss", async () => {
  const { plan, train, written } = await dots();
  const l1 = { ...plan, loss: { ...plan.loss, name: "l1" } };
  const measure = (batch: number) => measureEach(answersOf(brightest), { examples: train, plan: { ...l1, batch } });
  const measured = await measure(5);
  expect(measured).toEqual(await measure(12));
  expect(measured.map(({ id }) => id)).toEqual(written.slice(0, 12).map(({ id }) => id));
  for (const [index, { truth, predicted, loss }] of measured.entries()) {
    expect(truth[0]).toBeCloseTo(written[index]!.x, 3);
    expect(truth[1]).toBeCloseTo(written[index]!.y, 3);
    const errors = [(predicted[0]! - truth[0]!) / dotsSize.width, (predicted[1]! - truth[1]!) / dotsSize.height];
    expect(loss).toBeCloseTo((Math.abs(errors[0]!) + Math.abs(errors[1]!)) / 2, 5);
  }
  expect(await validationOf({ ...l1, batch: 7 }, train)(brightest)).toEqual(meanOf(measured, plan));
});

test("an evaluation stands beside the mean point's, the document's figure, and names its worst and best", async () => {
  const { plan, train, validation } = await dots();
  const evaluation = await evaluate({
    split: "validation",
    examples: validation,
    train,
    predict: brightest,
    plan: { ...plan, batch: 4, reported: { validation_loss: 0.25 } },
    shown: 2,
  });
  expect(evaluation).toMatchObject({ split: "validation", count: 6, reportedLoss: 0.25 });
  expect(evaluation.model.pixelError).toBeLessThan(1);
  const mean = await errorOfConstant(validation, await meanTarget(train));
  expect(evaluation.meanPoint.mse).toBeCloseTo(mean, 6);
  expect(evaluation.meanPoint.mse).toBeGreaterThan(20 * evaluation.model.mse);
  const errors = (await measureEach(answersOf(brightest), { examples: validation, plan: { ...plan, batch: 4 } }))
    .map(({ pixelError }) => pixelError)
    .sort((a, b) => a - b);
  expect(evaluation.best.map(({ pixelError }) => pixelError)).toEqual(errors.slice(0, 2));
  expect(evaluation.worst.map(({ pixelError }) => pixelError)).toEqual(errors.slice(-2).reverse());
  expect(evaluation.meanPoint).toEqual(
    await evaluateMeanPoint(train, { examples: validation, plan: { ...plan, batch: 6 } }),
  );
});

test("points in any picture file are found in its own pixels, and named", async () => {
  const { root, plan, written } = await dots();
  const files = written.slice(0, 4).map(({ id }) => join(root, "data", `${id}.jpg`));
  const options = { plan: plan.examples, predict: brightest, inputShape: [1, height, width] };
  const predictions = [];
  for await (const prediction of predictFiles(
    files.map((file) => ({ file })),
    options,
  ))
    predictions.push(prediction);
  for (const [index, { file, points, ...size }] of predictions.entries()) {
    expect({ file, ...size }).toEqual({ file: files[index], ...dotsSize });
    const [point] = points;
    expect(point).toMatchObject({ index: 52, name: "nose_tip" });
    expect(Math.hypot(point!.x - written[index]!.x, point!.y - written[index]!.y)).toBeLessThan(0.6);
  }
  expect(predictions.length).toBe(4);
});

test("a file that is no picture, is not there, or has another size is said to be so", async () => {
  const { root, plan, written } = await dots();
  const options = { plan: plan.examples, predict: brightest, inputShape: [1, height, width] };
  const first = (file: string, changes = {}) => predictFiles([{ file }], { ...options, ...changes }).next();
  const none = join(root, "none.jpg");
  await expect(first(none)).rejects.toMatchObject({ message: "there is no such file", file: none });
  await expect(first(root)).rejects.toThrow("is a folder, not a picture");
  const text = join(root, "text.jpg");
  await writeFile(text, "no picture");
  await expect(first(text)).rejects.toThrow("is no picture that can be read");
  await expect(first(join(root, "data", `${written[0]!.id}.jpg`), { inputShape: [1, 60, 80] })).rejects.toThrow(
    "comes out as [1, 24, 32], where the model takes [1, 60, 80]",
  );
});

test("predictions as CSV quote what needs it", () => {
  const point = { index: 52, name: "nose_tip", x: 1.234, y: -0.5 };
  const predictions = [
    { file: 'a, "b".jpg', width: 4, height: 3, points: [point, { ...point, index: 3, name: undefined }] },
  ];
  expect(predictionsToCsv(predictions)).toBe(
    'file,index,name,x,y\n"a, ""b"".jpg",52,nose_tip,1.23,-0.50\n"a, ""b"".jpg",3,,1.23,-0.50\n',
  );
});
