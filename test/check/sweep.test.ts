import { expect, it } from "vitest";
import { experimentWith } from "../../diagnostics/catalogue/sample-experiment.ts";
import { checkText, told } from "../support/check.ts";

const body = ["flatten()", "fc1 = linear(8)", "relu()", "fc2 = linear(2)"];

const sweeping = (sweep: string, more = {}) => experimentWith({ body, properties: { sweep, ...more } });

it("takes lists of values and ranges of whole numbers, of properties and parts of them", () => {
  const text = sweeping("{ optimizer.lr: [1e-3, 5e-4]; seed: 0..<3; loss: [mse(), l1()]; rates.fc1: [0.1, 1] }", {
    rates: "{ fc2: 1 }",
  });
  const { diagnostics, experiments } = checkText(text);
  expect(diagnostics).toEqual([]);
  const axes = experiments.get("Nose")!.sweep!;
  expect(axes.map(({ key, values }) => [key, values.length])).toEqual([
    ["optimizer.lr", 2],
    ["seed", 3],
    ["loss", 2],
    ["rates.fc1", 2],
  ]);
  expect(axes[1]!.values.map(({ number }) => number)).toEqual([0, 1, 2]);
});

it("takes constants and calculations, and says what numbers they come to", () => {
  const sweep = "{ optimizer.lr: [fast, fast / 2, 5e-4]; seed: few..<few + 2; loss: [mse(), l1(weight: few / 2)] }";
  const text = `const fast = 1e-3\nconst few = 2\n${sweeping(sweep)}`;
  const { diagnostics, experiments } = checkText(text);
  expect(diagnostics).toEqual([]);
  const numbers = experiments.get("Nose")!.sweep!.map(({ values }) => values.map(({ number }) => number));
  expect(numbers).toEqual([
    [1e-3, 5e-4, undefined],
    [2, 3],
    [undefined, undefined],
  ]);
});

it.each([
  ["{ optimiser.lr: [1] }", ["unknown_property: `experiment` has no `optimiser`"]],
  ["{ optimizer.rate: [1] }", ["unknown_parameter: `adam` has no parameter `rate`"]],
  ["{ optimizer.lr.x: [1] }", ["unknown_property: `optimizer.lr` has no `x`"]],
  ["{ schedule.warmup: [1] }", ["missing_property: the experiment doesn't say its `schedule`"]],
  ["{ batch: 8 }", ["wrong_kind_of_value: `batch` takes values to try, as in `[1, 2]` or `0..<3`, not a number"]],
  ["{ optimizer.lr: [1e-3, -1, 2e-3, fast] }", ["value_out_of_bounds: ", "unknown_name: "]],
  ["{ epochs: [1, 0]; seed: 0..<2 }", ["value_out_of_bounds: `epochs` must be at least 1, but is 0"]],
  ["{ rates: [{ fc1: 1 }] }", ["not_swept: `rates` can't be swept as a whole"]],
  ["{ freeze: [[fc1], [fc3]] }", ["path_without_weights: `Small` has no weights under `fc3`"]],
  ["{ seed: 0..<100; epochs: 1..3 }", ["sweep_too_large: the sweep has 300 combinations, and 256 are the most"]],
  ["{ optimizer: [adam(lr: 1e-3)]; optimizer.lr: [1] }", ["clashing_edits: "]],
  ["3", ["wrong_kind_of_value: `sweep` takes values to try by path"]],
])("says once, at its place, what is wrong with %s", (sweep, messages) => {
  expect(told(sweeping(sweep))).toEqual(messages.map((message) => expect.stringContaining(message)));
});

it("points at the value that does not fit", () => {
  const text = sweeping("{ epochs: [1, 0]; seed: 0..<2 }");
  const [wrong] = checkText(text).diagnostics;
  const offset = text.indexOf("experiment Nose") + wrong!.place.span.start;
  expect(text.slice(offset, offset + 1)).toBe("0");
});

it("is ended for what a variant sets", () => {
  const text = `${sweeping("{ optimizer.lr: [1e-3, 5e-4]; seed: 0..<3 }")}
experiment Slow = Nose with { set optimizer.lr: 1e-4 }
experiment One = Slow with { set seed: 1 }
`;
  const { diagnostics, experiments } = checkText(text);
  expect(diagnostics).toEqual([]);
  expect(experiments.get("Slow")!.sweep!.map(({ key }) => key)).toEqual(["seed"]);
  expect(experiments.get("One")!.sweep).toBeUndefined();
});

it("tries models, too, each checked with the examples", () => {
  const other = (size: number) => `model Other {
  input image: image[1, 12, 16] in -0.5..0.5
  flatten()
  fc = linear(${size})
  output nose: points[${size / 2}]
}
`;
  const text = (size: number) => `${sweeping("{ model: [Small, Other] }")}${other(size)}`;
  expect(told(text(2))).toEqual([]);
  expect(told(text(4))).toEqual([expect.stringContaining("output_points_mismatch: ")]);
});
