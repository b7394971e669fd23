import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hash64, naturalLog, stream } from "../../lib/random.ts";
import { threefry, type Words } from "../../lib/threefry.ts";

const hex = (words: ArrayLike<number>) => Array.from(words, (word) => word.toString(16).padStart(8, "0")).join(" ");

describe("Threefry-4x32-20", () => {
  const ones = 0xffffffff;
  // From Random123's tests/kat_vectors.
  const knownAnswers: readonly [Words, Words, string][] = [
    [[0, 0, 0, 0], [0, 0, 0, 0], "9c6ca96a e17eae66 fc10ecd4 5256a7d8"],
    [[ones, ones, ones, ones], [ones, ones, ones, ones], "2a881696 57012287 f6c7446e a16a6732"],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
      "59cd1dbb b8879579 86b5d00c ac8b6d84",
    ],
  ];
  test.each(knownAnswers)("counter %j, key %j", (counter, key, expected) => {
    const out = new Uint32Array(4);
    threefry(counter, key, out);
    expect(hex(out)).toBe(expected);
  });
});

test("names are hashed by FNV-1a of 64 bits", () => {
  const hashed = ["", "a", "foobar"].map((text) => hex([...hash64(text)].reverse()).replace(" ", ""));
  expect(hashed).toEqual(["cbf29ce484222325", "af63dc4c8601ec8c", "85944171f73967e8"]);
});

describe("a stream", () => {
  const key = { seed: 294, epoch: 3, example: "01-1m", path: "example/augment.rotate" };

  test("gives the numbers that it always gave", () => {
    const { bits } = stream(key);
    expect(hex([bits(), bits(), bits(), bits(), bits()])).toMatchInlineSnapshot(
      `"424a42ed 751992f2 57a9fb83 f45d1897 5182a53f"`,
    );
  });

  test("is another one where anything of its key differs", () => {
    const changes = [
      {},
      { seed: 295 },
      { seed: 294 + 2 ** 40 },
      { epoch: 4 },
      { example: "01-2m" },
      { path: "example/resize" },
    ];
    const first = changes.map((change) => stream({ ...key, ...change }).bits());
    expect(new Set(first).size).toBe(changes.length);
  });

  test("refuses a seed that is no whole number", () => {
    for (const seed of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => stream({ seed, path: "x" })).toThrow(/a seed is a whole number/);
    }
  });

  test("uniform numbers lie in 0..1, are float32 numbers, and are spread evenly", () => {
    const { uniform } = stream(key);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 100_000; draw++) {
      const number = uniform();
      expect(number >= 0 && number < 1 && Math.fround(number) === number).toBe(true);
      counts[Math.floor(number * 10)]!++;
    }
    // Chi squared with 9 degrees of freedom: over 27.9 once in a thousand streams, and this stream is always the same.
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquared).toBeLessThan(27.9);
  });

  test("whole numbers below a bound are as likely as each other", () => {
    const { below } = stream(key);
    const counts = new Array<number>(7).fill(0);
    for (let draw = 0; draw < 70_000; draw++) counts[below(7)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    expect(below(1)).toBe(0);
  });

  test("normal numbers have mean 0, deviation 1 and the tails of a normal distribution", () => {
    const { normal } = stream(key);
    const numbers = Array.from({ length: 100_000 }, normal);
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length;
    const beyond = numbers.filter((x) => Math.abs(x) > 1.959964).length / numbers.length;
    expect(mean).toBeCloseTo(0, 2);
    expect(variance).toBeCloseTo(1, 1);
    expect(beyond).toBeCloseTo(0.05, 2);
  });

  test("shuffling keeps every item, and gives every order its turn", () => {
    const orders = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const order = stream({ seed, path: "order" }).shuffled(["a", "b", "c"]).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect([...orders.keys()].sort()).toEqual(["abc", "acb", "bac", "bca", "cab", "cba"]);
    for (const count of orders.values()) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });
});

test("the logarithm is Math.log's, to the last bits", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
      expect(Math.abs(naturalLog(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(Math.log(x))));
    }),
  );
});
