import { expect, test } from "vitest";
import { memorySource } from "../../compiler/file-source.ts";
import { checkProject } from "../../compiler/index.ts";
import { linearScale, logScale, showTick } from "../../reports/charts/scale.ts";
import { standalone, theme } from "../../reports/charts/theme.ts";
import { distributionChart, lossCaption, lossChart, lossExtent } from "../../reports/run/curves.ts";
import { cumulativeDistribution, quantile } from "../../reports/run/distribution.ts";
import { figureRows } from "../../reports/run/figure-rows.ts";
import { reportPage } from "../../reports/run/page.ts";
import type { ReportedRun } from "../../reports/run/run.ts";
import { listSpec } from "../../reports/run/spec-listing.ts";

const picture = "data:image/png;base64,AAAA";

function run(changes: Partial<ReportedRun> = {}): ReportedRun {
  const example = { id: "33-1m", loss: 0.001, pixelError: 4, picture };
  return {
    name: "Nose-1",
    experiment: "Nose",
    model: "NoseNet",
    doc: "",
    facts: [["seed", "7"]],
    epochs: [
      { epoch: 1, trainLoss: 0.1, validationLoss: 0.2 },
      { epoch: 2, trainLoss: 0.05, validationLoss: 0.04 },
    ],
    bestEpoch: 2,
    meanPointLoss: 0.08,
    figures: [{ name: "validation loss", last: "0.04", best: "0.04", meanPoint: "0.08", comparable: true }],
    weights: "best epoch (2)",
    best: [example],
    worst: [example],
    errors: { name: "mean error of a face in pixels", unit: "pixels", model: [1, 2, 3, 4], meanPoint: [5, 6, 7, 8] },
    face: {
      width: 80,
      height: 60,
      background: picture,
      points: [{ name: "nose_tip", x: 40, y: 30, radius: 3, error: 4 }],
    },
    summary: { model: "NoseNet", parameters: 12, multiplyAdds: 1, activationBytes: 1, inputs: [], steps: [] },
    spec: [{ file: "a.kpnet", lines: [{ text: "kpnet 1", shapes: [] }] }],
    ...changes,
  };
}

test("linear axes have round ticks inside of what they show", () => {
  expect(linearScale([0, 23], [0, 100]).ticks).toEqual([0, 5, 10, 15, 20]);
  expect(linearScale([0.1, 0.32], [0, 100]).ticks).toEqual([0.1, 0.15, 0.2, 0.25, 0.3]);
  expect(linearScale([1, 25], [10, 250]).at(13)).toBe(130);
});

test("logarithmic axes have powers of ten, and more between them where these are few", () => {
  const { at, ticks } = logScale([0.001, 0.1], [100, 0]);
  expect(ticks).toEqual([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]);
  expect(at(0.01)).toBeCloseTo(50, 9);
  expect(logScale([1e-6, 1], [0, 1]).ticks).toEqual([1e-6, 1e-5, 1e-4, 0.001, 0.01, 0.1, 1]);
});

test.each([
  [0.002, "0.002"],
  [250, "250"],
  [0.30000000000000004, "0.3"],
  [0.00000001, "1e-8"],
])("a tick at %s is written %s", (value, text) => expect(showTick(value)).toBe(text));

test("the cumulative distribution climbs by one face at each error", () => {
  const line = cumulativeDistribution([4, 1, 2, 9], 5);
  expect(line).toEqual([
    [0, 0],
    [1, 0],
    [1, 0.25],
    [2, 0.25],
    [2, 0.5],
    [4, 0.5],
    [4, 0.75],
    [5, 0.75],
  ]);
  expect([0.5, 0.75, 1].map((share) => quantile([4, 1, 2, 9], share))).toEqual([2, 4, 9]);
});

test("figures stand beside those that are reported; what the run doesn't measure is not comparable", () => {
  const rows = figureRows({
    last: { train_loss: 0.0123456, validation_loss: 0.5, nme: 0.05, mae: null },
    best: { train_loss: 0.02, validation_loss: 0.4, nme: 0.04 },
    reported: { validation_loss: 0.0017410991336825833, competition_mae: 23.0772 },
    meanPoint: { validation_loss: 0.6 },
  });
  expect(rows).toEqual([
    { name: "training loss", last: "0.0123", best: "0.02", comparable: true },
    { name: "validation loss", last: "0.5", best: "0.4", reported: "0.00174", meanPoint: "0.6", comparable: true },
    { name: "nme", last: "5.00\u00a0%", best: "4.00\u00a0%", comparable: true },
    { name: "mae", comparable: true },
    { name: "mean absolute error on a competition's pictures", reported: "23.1", comparable: false },
  ]);
  const page = reportPage([run({ figures: rows })]);
  expect(page).toMatch(/23\.1 <abbr title="can't be compared">/);
  expect(page).toContain("can't be compared: the document measured it");
});

test("the loss axis is logarithmic where losses differ by more than ten times", () => {
  expect(lossChart([run()])).not.toContain("logarithmic");
  expect(lossChart([run({ meanPointLoss: 3 })])).toContain("loss (logarithmic)");
  expect(lossChart([run({ meanPointLoss: 3, reportedLoss: 0 })])).not.toContain("logarithmic");
});

test("several runs share a chart, those with other errors apart", () => {
  const other = run({
    name: "Face-1",
    errors: { name: "normalised mean error", unit: "share", model: [0.1], meanPoint: [0.2] },
  });
  const losses = lossChart([run(), other]);
  for (const name of ["Nose-1", "Face-1", "training", "validation"]) expect(losses).toContain(`>${name}</text>`);
  expect(distributionChart([run(), other])).not.toContain("Face-1");
  expect(distributionChart([other])).toContain("10 %");
});

test("a drawing that becomes a file has plain colours and a ground", () => {
  const svg = standalone(lossChart([run()]));
  expect(svg).not.toContain("var(");
  expect(svg).toContain(theme.series0[0]);
  expect(svg).toMatch(
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*><rect width="100%" height="100%" fill="#ffffff"\/>/,
  );
});

test("a page asks for nothing from outside, and what it is told stays text", () => {
  const evil = `<script src="//x">"'&`;
  const spec = [{ file: evil, lines: [{ text: evil, shapes: [evil, evil] }] }];
  const remarked = run({ name: evil, doc: evil, remark: evil, facts: [[evil, evil]], spec, weights: evil });
  for (const page of [reportPage([remarked]), reportPage([remarked, run()])]) {
    expect(page).not.toContain("<script");
    expect(page).not.toMatch(/(src|href)="(?!data:|#)/);
    expect(page).toContain("&lt;script src=&quot;//x&quot;&gt;&quot;&#39;&amp;");
    expect(page).toContain("default-src 'none'");
  }
});

test("every picture of a page has a text in its place", () => {
  const page = reportPage([run()]);
  const pictures = page.match(/<img [^>]*>/g)!;
  expect(pictures.length).toBe(2);
  for (const each of pictures) expect(each).toMatch(/alt="[^"]+"/);
  for (const each of page.match(/<svg (?!x=)[^>]*>.{7}/g)!) expect(each).toMatch(/role="img".*<title>$/);
});

test("beside each step of a spec stands what comes out of it, through blocks and repeats", () => {
  const text = `kpnet 1

block Double(n: int) {
  input x: features[C, H, W]
  conv = conv2d(n, kernel: 3, padding: 1)
  relu()
}

model Small {
  input image: image[1, 8, 8] in 0..1
  a = Double(4)
  pool = maxpool2d(2)
  b = Double(6)
  flatten()
  fc = linear(2)
  output point: points[1]
}
`;
  const files = { "a.kpnet": text };
  const { diagnostics, models } = checkProject("a.kpnet", memorySource(files));
  expect(
    diagnostics.filter(({ severity }) => severity === "error").map(({ name, message }) => [name, message]),
  ).toEqual([]);
  const [{ lines } = { lines: [] }] = listSpec("a.kpnet", files, models.get("Small")!);
  const shapes = Object.fromEntries(
    lines.filter((line) => line.shapes.length > 0).map((line) => [line.text.trim(), line.shapes]),
  );
  expect(shapes).toEqual({
    "conv = conv2d(n, kernel: 3, padding: 1)": ["[4, 8, 8]", "[6, 4, 4]"],
    "relu()": ["[4, 8, 8]", "[6, 4, 4]"],
    "input image: image[1, 8, 8] in 0..1": ["[1, 8, 8]"],
    "a = Double(4)": ["[4, 8, 8]"],
    "pool = maxpool2d(2)": ["[4, 4, 4]"],
    "b = Double(6)": ["[6, 4, 4]"],
    "flatten()": ["[96]"],
    "fc = linear(2)": ["[2]"],
  });
});

test("the first epoch's loss leaves the chart of a longer run, and the caption says so", () => {
  const losses = [0.5, 0.02, 0.01, 0.009, 0.008];
  const long = run({
    epochs: losses.map((loss, index) => ({ epoch: index + 1, trainLoss: loss, validationLoss: loss })),
    bestEpoch: 5,
    meanPointLoss: 0.011,
  });
  const [least, most] = lossExtent([long]);
  expect(least).toBe(0.008);
  expect(most).toBeCloseTo(0.0206, 9);
  expect(lossCaption([long])).toContain("the first epoch's training loss, up to 0.5, lies above");
  expect(lossExtent([run()])[1]).toBeGreaterThanOrEqual(0.2);
  expect(lossCaption([run()])).not.toContain("above");
});

test("several runs side by side have no row of what none of them has", () => {
  const runs = [run({ name: "a" }), run({ name: "b" })];
  expect(reportPage(runs)).not.toContain("reported validation loss");
  const reported = [{ ...runs[0]!.figures[0]!, reported: "0.03" }];
  expect(reportPage([run({ name: "a", figures: reported }), runs[1]!])).toMatch(
    /reported validation loss<\/th><td>0\.03<\/td><td><\/td>/,
  );
});
