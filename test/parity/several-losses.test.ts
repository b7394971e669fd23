import { expect, test } from "vitest";
import { bindBatch, lowerTraining } from "../../compiler/index.ts";
import { isKnown } from "../../compiler/ir/dim.ts";
import { experimentWith } from "../../diagnostics/catalogue/sample-experiment.ts";
import { lossOf } from "../../runtime/evaluate/loss-of.ts";
import { checkText, told } from "../support/check.ts";
import { interpret } from "../support/interpret.ts";
import { readGolden } from "../support/parity.ts";
import { relativeError, type Tensor, tensor } from "../support/tensor.ts";

interface Golden {
  readonly feeds: Readonly<Record<string, readonly number[]>>;
  readonly expected: {
    readonly loss: number;
    readonly points: readonly number[];
    readonly heat: readonly number[];
    readonly hills: readonly number[];
    readonly gradients: Readonly<Record<string, readonly number[]>>;
  };
}

const [golden] = readGolden<[Golden]>("several_losses");

const spec = (loss: string) =>
  experimentWith({
    steps: ["keep_points([nose_tip, chin])", "grayscale()", "resize(6, 5)", "scale(-1..1)"],
    input: "image[1, 6, 5] in -1..1",
    body: ["heat = conv2d(2, kernel: 3, padding: 1)", "soft_argmax2d()"],
    output: "points[2]\n  output map: features[2, 6, 5] from heat",
    properties: { loss },
  }).replace("nose_tip: 52", "nose_tip: 52, chin: 6");

const both = "{ nose: l1(), map: gaussian_heatmap(sigma: 1.5, weight: 0.25) }";

test("losses of points and heatmaps, summed, have the value and the gradients that PyTorch computes", () => {
  const { experiments, trained, diagnostics } = checkText(spec(both));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const { loss } = experiments.get("Nose")!;
  const program = bindBatch(lowerTraining(trained.get("Nose")!, loss), 2);
  const shaped = (
    value: { readonly name: string; readonly shape: Tensor["shape"] | readonly unknown[] },
    key: string,
  ) => {
    if (!value.shape.every((size) => isKnown(size as number))) throw new Error(`${key} has no known shape`);
    return tensor(value.shape as number[], Float32Array.from(golden.feeds[key]!));
  };
  const { outputs, gradients } = interpret(program, {
    inputs: program.inputs.map((value, index) => shaped(value, index === 0 ? "image" : "target")),
    weights: Object.fromEntries(program.weights.map(({ key, value }) => [key, shaped(value, key)])),
    masks: {},
  });
  const { expected } = golden;
  expect(relativeError(outputs.loss!, tensor([], [expected.loss]))).toBeLessThan(1e-9);
  expect(relativeError(outputs.map!, tensor([2, 2, 6, 5], expected.heat))).toBeLessThan(1e-9);
  for (const [key, numbers] of Object.entries(expected.gradients))
    expect(relativeError(gradients[key]!, tensor(gradients[key]!.shape, numbers)), key).toBeLessThan(1e-8);

  // Validation computes the same of plain numbers, example by example; of points alone it draws the hills.
  const rows = (numbers: readonly number[], size: number) =>
    [0, 1].map((row) => Float32Array.from(numbers.slice(row * size, (row + 1) * size)));
  const targets = rows(golden.feeds.target!, 4);
  const [points, heat, hills] = [rows(expected.points, 4), rows(expected.heat, 60), rows(expected.hills, 60)];
  const each = targets.map((target, row) => lossOf(loss, [points[row]!, heat[row]!], target));
  expect((each[0]! + each[1]!) / 2).toBeCloseTo(expected.loss, 6);
  for (const [row, target] of targets.entries()) {
    expect(lossOf(loss, [target, hills[row]!], target)).toBeCloseTo(0, 10);
    expect(lossOf(loss, [target], target)).toBe(0);
  }
});

test.each([
  ["{ nose: l1(), mapp: gaussian_heatmap() }", "unknown_property: `Small` has no `mapp`"],
  ["{ nose: gaussian_heatmap() }", "heatmaps_expected: `gaussian_heatmap` compares heatmaps [2, H, W], but `nose` is "],
  ["{ map: mse() }", "output_points_mismatch: "],
  ["{ nose: l1(beta: 1) }", "unknown_parameter: "],
  ["{ nose: 3 }", "wrong_kind_of_value: "],
  ["{ }", "missing_property: "],
  ["mse()", "one_output_expected: "],
])("%s is refused", (loss, message) => {
  expect(told(spec(loss))).toEqual([expect.stringContaining(message)]);
});
