import { describe, expect, it, test } from "vitest";
import type { KeypointScheme } from "../../compiler/ir/plan.ts";
import { metricsByName } from "../../compiler/metrics/index.generated.ts";
import type { MeasuredFace } from "../../compiler/metrics/metric.ts";
import { metricKeys, metricOfKey } from "../../compiler/metrics/metric-keys.ts";
import { experimentWith } from "../../diagnostics/catalogue/sample-experiment.ts";
import { chosenMetrics, figuresOfAll, figuresOfFace } from "../../runtime/evaluate/chosen-metrics.ts";
import { told } from "../support/check.ts";
import { noseGraph } from "./hand-made.ts";

const { origin } = noseGraph;
const scheme: KeypointScheme = {
  name: "Four",
  count: 5,
  groups: { left_eye: [0, 1], right_eye: [2, 3] },
  names: { left_corner: 0, right_corner: 3 },
  origin,
};

/** Eyes from x = 0 to 10 and from 20 to 30; every point is found 3 to the right and 4 down, 5 pixels off. */
const truth = [0, 0, 10, 0, 20, 0, 30, 0, 15, 40];
const face: MeasuredFace = {
  truth,
  predicted: truth.map((number, index) => number + (index % 2 === 0 ? 3 : 4)),
  kept: [0, 1, 2, 3, 4],
  scheme,
};

function ofFace(name: string, parameters = {}, changes: Partial<MeasuredFace> = {}): number | undefined {
  return metricsByName[name]!.ofFace({ ...face, ...changes }, parameters);
}

describe("errors of one face", () => {
  it("counts each coordinate for itself in mae", () => expect(ofFace("mae")).toBe(3.5));
  it("divides by the distance of two points", () => {
    expect(ofFace("nme", { between: ["left_corner", "right_corner"] })).toBeCloseTo(5 / 30, 12);
  });
  it("divides by the distance of the middles of two groups", () => {
    expect(ofFace("nme", { between: ["left_eye", "right_eye"] })).toBeCloseTo(5 / 20, 12);
  });
  it("finds points by what is kept of the scheme, in its order", () => {
    const pick = (points: readonly number[], from: readonly number[]) =>
      points.flatMap((point) => [from[2 * point]!, from[2 * point + 1]!]);
    const kept = [3, 0];
    const some = { kept, truth: pick(kept, truth), predicted: pick(kept, face.predicted) };
    expect(ofFace("nme", { between: ["left_corner", "right_corner"] }, some)).toBeCloseTo(5 / 30, 12);
  });
  it("divides by the box around the points where the data gives none", () => {
    expect(ofFace("nme")).toBeCloseTo(5 / Math.sqrt(30 * 40), 12);
    expect(ofFace("nme", {}, { box: { width: 25, height: 25 } })).toBeCloseTo(0.2, 12);
  });
});

test("failures are counted, and the area under the distribution of errors is a share of the largest", () => {
  const errors = [0, 0.04, 0.08, 0.2];
  expect(metricsByName.failure_rate!.ofAll!(errors, { threshold: 0.08 })).toBe(1 / 4);
  // A quarter of the faces have at most 0, from 0.04 on it is half of them.
  const area = 0.04 * 0.25 + 0.04 * 0.5;
  expect(metricsByName.auc!.ofAll!(errors, { threshold: 0.08 })).toBeCloseTo(area / 0.08, 12);
});

test("a metric that stands twice has a second name, and those of all faces are means unless it says otherwise", () => {
  const call = (name: string, parameters = {}) => ({ name, parameters, origin });
  const metrics = [
    call("nme"),
    call("nme", { between: ["left_eye", "right_eye"] }),
    call("failure_rate", { threshold: 0.2 }),
  ];
  const chosen = { ...chosenMetrics({ metrics, examples: { dataset: { keypoints: scheme } } } as never) };
  const faces = [figuresOfFace(chosen, face), figuresOfFace(chosen, { ...face, predicted: truth })];
  const { nme, nme_2, failure_rate } = figuresOfAll(chosen, faces);
  expect(nme).toBeCloseTo(5 / Math.sqrt(1200) / 2, 12);
  expect(nme_2).toBeCloseTo(0.125, 12);
  expect(failure_rate).toBe(0);
});

test("faces that hide the points a metric goes by are left out of it", () => {
  const call = (name: string, parameters = {}) => ({ name, parameters, origin });
  const metrics = [call("mae"), call("nme"), call("nme", { between: ["left_eye", "right_eye"] })];
  const chosen = chosenMetrics({ metrics, examples: { dataset: { keypoints: scheme } } } as never);
  const showing = (...kept: number[]) => {
    const pick = (numbers: readonly number[]) => kept.flatMap((at) => numbers.slice(2 * at, 2 * at + 2));
    return figuresOfFace(chosen, { kept, truth: pick(truth), predicted: pick(face.predicted) });
  };
  const faces = [showing(0, 1, 2, 3), showing(0, 1, 2), showing(4), showing()];
  expect(faces.map((figures) => Object.keys(figures))).toEqual([["mae", "nme", "nme_2"], ["mae", "nme"], ["mae"], []]);
  expect(figuresOfAll(chosen, faces)).toEqual({ mae: 3.5, nme: expect.any(Number), nme_2: faces[0]!.nme_2 });
  expect(figuresOfAll(chosen, faces.slice(3))).toEqual({});
});

describe("in a spec", () => {
  const body = ["flatten()", "fc1 = linear(116)"];
  const all = { steps: ["grayscale()", "resize(12, 16)", "scale(-0.5..0.5)"], body, output: "points[58]" };
  const withMetrics = (metrics: string, parts = {}) => experimentWith({ ...parts, properties: { metrics } });

  it("takes several", () => expect(told(withMetrics("[mae(), nme(), auc(threshold: 10%)]", all))).toEqual([]));
  it.each([
    ["[nmee()]", "unknown_callee: there is no metric named `nmee`"],
    ["mae()", "wrong_kind_of_value: `metrics` takes calls in brackets, such as `[auc()]`, not a call"],
    ["[mae]", expect.stringContaining("wrong_kind_of_value")],
    ["[nme(between: [nose_tip])]", "nme_needs_points: `between` takes two points or groups, but names 1"],
    ["[nme(between: [nose_tip, chin])]", "unknown_keypoint: keypoint scheme Imm58 has no point or group named `chin`"],
  ])("is strict about %s", (metrics, message) => expect(told(withMetrics(metrics, all))).toEqual([message]));
  it("wants points that the examples have left", () => {
    expect(told(withMetrics("[nme()]"))).toEqual([
      "nme_needs_points: the box around one point has no size to divide by",
    ]);
  });
});

it("knows of a figure's name which metric it is of", () => {
  for (const name of Object.keys(metricsByName)) {
    const keys = metricKeys([name, "other", name, name]);
    expect(keys).toEqual([name, "other", `${name}_2`, `${name}_3`]);
    for (const key of [keys[0]!, keys[2]!, keys[3]!]) expect(metricOfKey(key)?.name).toBe(name);
    for (const key of [`${name}_`, `${name}_1`, `${name}_02`, `${name}2`, `_${name}`, "train_loss", ""])
      expect(metricOfKey(key)).toBeUndefined();
  }
});
