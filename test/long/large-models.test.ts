import { describe, expect, it } from "vitest";
import { renderDiagnostics } from "../../compiler/index.ts";
import { checkText } from "../support/check.ts";

const model = (steps: string): string =>
  `model Large {\n  input image: image[4, 16, 16] in 0..1\n  ${steps}\n  output maps: features[4, 16, 16]\n}\n`;

const noted = (count: number): string => {
  const three = (i: number): string => `c${i} = conv2d(4, kernel: 3, padding: 1); bn${i} = batchnorm(); relu()`;
  return model(Array.from({ length: count / 3 }, (_, i) => three(i)).join("\n  "));
};

const repeated = (count: number): string =>
  `block Part() {\n  input x: features[C, H, W]\n  conv1 = conv2d(4, kernel: 3, padding: 1)\n  bn1 = batchnorm()\n  relu()\n  add(x)\n}\n${model(
    `layer = repeat i in 0..<${Math.floor(count / 6)} { Part() }`,
  )}`;

/** Processor time of checking a spec and showing what there is to say, in ms; the least of three, since others run as well. */
function costOf(spec: string): number {
  const costs = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    const { diagnostics, lookup } = checkText(spec);
    renderDiagnostics(diagnostics, lookup, { colour: false });
    return process.cpuUsage(before).user / 1000;
  });
  return Math.min(...costs);
}

describe("the largest models", () => {
  it.each([
    ["written out, with thousands of notes", noted],
    ["of repeated blocks", repeated],
  ])(
    "%s, take no more for each step than small ones",
    (_, spec) => {
      costOf(spec(600));
      const small = costOf(spec(3000));
      const large = costOf(spec(18_000));
      expect(large).toBeLessThan(15_000);
      expect(large / small).toBeLessThan(15);
    },
    300_000,
  );
});
