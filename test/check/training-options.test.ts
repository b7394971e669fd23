import { expect, it } from "vitest";
import { experimentWith } from "../../diagnostics/catalogue/sample-experiment.ts";
import { checkText, told } from "../support/check.ts";

const body = ["flatten()", "fc1 = linear(8)", "relu()", "fc2 = linear(2)"];

function withProperties(properties: Readonly<Record<string, string>>): string {
  return experimentWith({ body, properties });
}

it("takes everything that an experiment may say of its training", () => {
  const text = withProperties({
    init: 'weights("best.safetensors", except: [fc2])',
    freeze: "[fc1.bias]",
    rates: "{ fc1: 0.1, fc2.weight: 10 }",
    schedule: "cosine(warmup: 2)",
    accumulate: "4",
    clip_grad_norm: "1.5",
    clip_grad_value: "0.5",
    moving_average: "0.99",
    early_stopping: "{ patience: 5, min_delta: 1e-4 }",
  });
  expect(told(text)).toEqual([]);
});

it("says which paths hold no weights, and which were probably meant", () => {
  const { diagnostics } = checkText(withProperties({ freeze: "[fc1.bais, fc2]", rates: "{ fc3: 0.1 }" }));
  expect(diagnostics.map(({ name, message, help }) => [name, message, help])).toEqual([
    ["path_without_weights", "`Small` has no weights under `fc1.bais`", "did you mean `fc1.bias`?"],
    ["path_without_weights", "`Small` has no weights under `fc3`", "did you mean `fc1`?"],
  ]);
});

it("refuses to train a model that is frozen whole", () => {
  expect(told(withProperties({ freeze: "[fc1, fc2]" }))).toEqual([
    "nothing_to_train: all weights of `Small` are frozen, so there is nothing to train",
  ]);
});

it("wants what a property can't do without, and nothing that it doesn't know", () => {
  const [missing] = checkText(withProperties({ early_stopping: "{ min_delta: 0 }" })).diagnostics;
  expect(missing?.message).toBe("the early_stopping doesn't say its `patience`");
  const [unknown] = checkText(withProperties({ early_stopping: "{ patience: 3, delta: 0 }" })).diagnostics;
  expect(unknown?.name).toBe("unknown_property");
});

it.each([
  [{ clip_grad_norm: "0" }, "value_out_of_bounds: `clip_grad_norm` must be more than 0, but is 0"],
  [{ moving_average: "1" }, "value_out_of_bounds: `moving_average` must be less than 1, but is 1"],
  [{ accumulate: "0" }, "value_out_of_bounds: `accumulate` must be at least 1, but is 0"],
  [{ rates: "{ fc1: 0 }" }, "value_out_of_bounds: `fc1` must be more than 0, but is 0"],
])("keeps %o within bounds", (properties, message) => {
  expect(told(withProperties(properties as unknown as Record<string, string>))).toEqual([message]);
});
