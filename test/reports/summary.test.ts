import { expect, it } from "vitest";
import { renderSummary, summarise } from "../../reports/summary.ts";
import { typedAlternative, typedNose } from "../check/hand-made.ts";
import { modelOf } from "../support/check.ts";

it("counts what PyTorch counts", () => {
  expect(summarise(typedNose)).toMatchObject({ model: "Chain", parameters: 130_750, multiplyAdds: 3_439_200 });
  expect(summarise(typedAlternative).parameters).toBe(130_750);
});

it("is plain data of every step", () => {
  const summary = summarise(typedNose);
  expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  expect(summary.steps.find((step) => step.path === "relu2")).toEqual({
    path: "relu2",
    op: "relu",
    shape: [16, 15, 20],
    range: { low: 0, high: null },
    parameters: 0,
    multiplyAdds: 0,
    receptiveField: [10, 10],
  });
  expect(summary.steps.at(-1)).toMatchObject({ path: "fc2", parameters: 482, multiplyAdds: 480, receptiveField: null });
});

it("renders a table with aligned columns and sums", () => {
  const lines = renderSummary(summarise(typedNose)).split("\n");
  expect(lines[2]).toBe("step       op         shape         range  parameters  multiply-adds     sees");
  expect(lines.find((line) => line.startsWith("conv3"))).toBe(
    "conv3      conv2d     [32, 15, 20]  any         4,640      1,382,400  18 x 18",
  );
  expect(lines.find((line) => line.startsWith("total"))).toBe(
    "total                                         130,750      3,439,200",
  );
  expect(lines.at(-2)).toBe(
    "130,750 parameters (510.7 KiB). One example takes 3.4 million multiply-adds and 352.5 KiB of activations.",
  );
});

it("shows sizes that the model leaves open as formulas", () => {
  const open = modelOf(`model Open {
  input image: image[1, H, W] in 0..1
  conv1 = conv2d(2, kernel: 3)
  output maps: features[2, H - 2, W - 2]
}
`);
  expect(summarise(open).steps[0]).toMatchObject({ shape: [2, "H - 2", "W - 2"], parameters: 20 });
  expect(renderSummary(summarise(open))).toContain("[2, H - 2, W - 2]");
  expect(summarise(open).sizes!.work[0]).toMatchObject({ size: 64, multiplyAdds: 18 * 62 * 62 });
  expect(renderSummary(summarise(open))).toMatch(
    /With 64 for each, it takes [\w., ]+ multiply-adds and [\d.]+ KiB of activations/,
  );
});
