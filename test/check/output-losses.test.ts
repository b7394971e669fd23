import { describe, expect, it } from "vitest";
import { experimentWith } from "../../diagnostics/catalogue/sample-experiment.ts";
import { checkText, told } from "../support/check.ts";

const base = experimentWith({
  body: ["map = conv2d(1, kernel: 1)", "soft_argmax2d()"],
  output: "points[1]\n  output heat: features[1, 12, 16] from map",
  properties: { loss: "{ nose: mse(), heat: gaussian_heatmap(sigma: 2) }" },
});

const variant = (edit: string) => `${base}\nexperiment Other = Nose with { ${edit} }\n`;

/** Name and parameters of each output's loss in the variant. */
function losses(edit: string): readonly unknown[] {
  const { diagnostics, experiments } = checkText(variant(edit));
  expect(diagnostics).toEqual([]);
  const { loss } = experiments.get("Other")!;
  return "outputs" in loss ? loss.outputs.map(({ output, call }) => [output, call.name, call.parameters]) : [];
}

describe("the loss of one output", () => {
  it("is set as a whole", () => {
    expect(losses("set loss.nose: l1(weight: 2)")).toMatchObject([
      ["nose", "l1", { weight: 2 }],
      ["heat", "gaussian_heatmap", { sigma: 2 }],
    ]);
  });

  it("has arguments to set", () => {
    expect(losses("set loss.heat.sigma: 3")).toMatchObject([
      ["nose", "mse", {}],
      ["heat", "gaussian_heatmap", { sigma: 3 }],
    ]);
  });

  it("can be swept, and so can its arguments", () => {
    const { diagnostics, experiments } = checkText(
      variant("set sweep: { loss.nose: [mse(), l1()]; loss.heat.sigma: [1, 2] }"),
    );
    expect(diagnostics).toEqual([]);
    expect(experiments.get("Other")!.sweep!.map(({ key, values }) => [key, values.length])).toEqual([
      ["loss.nose", 2],
      ["loss.heat.sigma", 2],
    ]);
  });

  it.each([
    ["set loss.heat: 3", ["wrong_kind_of_value: `loss.heat` takes a call, such as `mse()`, not a number"]],
    ["set loss.haet.sigma: 3", ["unknown_property: `loss` has no `haet`"]],
    ["set loss.heat.sgma: 3", ["unknown_parameter: `gaussian_heatmap` has no parameter `sgma`"]],
    ["set loss.heat.sigma.x: 3", ["unknown_property: `loss.heat` has no `sigma`"]],
    ["set loss.heat: mes()", ["unknown_callee: "]],
  ])("is told what is wrong with %s", (edit, messages) => {
    expect(told(variant(edit))).toEqual(messages.map((message) => expect.stringContaining(message)));
  });
});
