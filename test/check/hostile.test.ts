import { expect, it } from "vitest";
import { checkText } from "../support/check.ts";

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join("");
const chain = (steps: string): string => `model A {\n  input x: vector[3]\n${steps}  output y: vector[3]\n}\n`;

/** Specs that no person writes, and the first thing that there is to say about each. */
const specs: [string, string, string | undefined][] = [
  ["sums of sums of constants", `const a0 = 1\n${lines(90, (i) => `const a${i + 1} = a${i} + a${i}\n`)}`, undefined],
  [
    "texts of texts",
    `const a0 = "xx"\n${lines(60, (i) => `const a${i + 1} = "\${a${i}}\${a${i}}"\n`)}`,
    "wrong_calculation",
  ],
  ["2,000 constants in a row", `const a0 = 1\n${lines(2000, (i) => `const a${i + 1} = a${i}\n`)}`, "too_deep"],
  [
    "2,000 variants in a row",
    `${chain("")}model A0 = A with {}\n${lines(2000, (i) => `model A${i + 1} = A${i} with {}\n`)}`,
    "too_deep",
  ],
  ["2,000 models", lines(2000, (i) => chain("").replace("A", `A${i}`)), undefined],
  [
    "2,000 experiments of nothing",
    lines(2000, (i) => `experiment E${i} { model: M${i}; data: D${i} }\n`),
    "missing_property",
  ],
  ["10,000 steps", chain(lines(10_000, (i) => `  t${i} = tanh()\n`)), undefined],
  [
    "2,000 edits",
    `${chain(lines(2000, (i) => `  t${i} = tanh()\n`))}model B = A with {\n${lines(2000, (i) => `  remove t${i}\n`)}}\n`,
    undefined,
  ],
  [
    "2,000 edits of nothing",
    `${chain("")}model B = A with {\n${lines(2000, (i) => `  remove t${i}\n`)}}\n`,
    "unknown_path",
  ],
  ["sizes beyond all numbers", chain("  a = linear(1e300)\n  b = linear(1e300)\n"), "too_large"],
  ["sizes that overflow together", chain("  a = linear(1_000_000_000)\n  b = linear(1_000_000_000)\n"), "too_large"],
  [
    "10^15 people",
    `dataset D { source: imm("x"); keypoints: K; split: by_person(train: 1..1e15, validation: 0..1) }\nkeypoints K { count: 58 }\n`,
    "range_too_long",
  ],
  ["10^15 points", "keypoints K { count: 1e15; mirror: [0] }\n", "value_out_of_bounds"],
];

it.each(specs)("%s: an answer at once", (_, text, name) => {
  const started = process.cpuUsage();
  const { diagnostics } = checkText(text);
  const { user, system } = process.cpuUsage(started);
  expect(diagnostics[0]?.name).toBe(name);
  // Seconds of the processor, since the clock on the wall also shows what else the machine is doing. Alone it takes 0.5.
  expect((user + system) / 1e6).toBeLessThan(4);
});
