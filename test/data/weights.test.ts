import { describe, expect, test } from "vitest";
import { batchSize, type ProgramMask } from "../../compiler/ir/program.ts";
import { drawMasks } from "../../runtime/data/masks.ts";
import { initialise } from "../../runtime/weights/initialise.ts";

const uniform = (key: string, shape: readonly number[], bound: number) =>
  ({ key, shape, initialisation: { kind: "uniform", bound } }) as const;

describe("initial weights", () => {
  const conv = uniform("conv1.weight", [6, 1, 3, 3], 1 / 3);

  test("have their shape's size and spread evenly over their bound", () => {
    const numbers = initialise([uniform("fc1.weight", [240, 480], 0.25)], 1).get("fc1.weight")!;
    expect(numbers.length).toBe(240 * 480);
    expect(Math.max(...numbers.slice(0, 10_000))).toBeLessThan(0.25);
    expect(Math.min(...numbers.slice(0, 10_000))).toBeGreaterThanOrEqual(-0.25);
    const square = numbers.reduce((sum, x) => sum + x * x, 0) / numbers.length;
    expect(square).toBeCloseTo(0.25 ** 2 / 3, 3);
  });

  test("are the same for a seed, others for another, and not disturbed by a step that is added", () => {
    const alone = initialise([conv], 294).get("conv1.weight")!;
    const among = initialise([uniform("conv0.weight", [4], 1), conv], 294);
    expect(among.get("conv1.weight")).toEqual(alone);
    expect(initialise([conv], 295).get("conv1.weight")).not.toEqual(alone);
    expect(among.get("conv0.weight")!.slice(0, 4)).not.toEqual(alone.slice(0, 4));
  });

  test("may be normal or constant", () => {
    const weights = initialise(
      [
        { key: "a", shape: [10_000], initialisation: { kind: "normal", deviation: 0.1 } },
        { key: "b", shape: [3], initialisation: { kind: "constant", value: 1 } },
      ],
      1,
    );
    const square = weights.get("a")!.reduce((sum, x) => sum + x * x, 0) / 10_000;
    expect(Math.sqrt(square)).toBeCloseTo(0.1, 2);
    expect([...weights.get("b")!]).toEqual([1, 1, 1]);
  });
});

describe("dropout masks", () => {
  const mask = (path: string, probability: number): ProgramMask => ({
    path,
    probability,
    value: { name: `${path}.mask`, shape: [batchSize, 500, 1, 1] },
  });
  const key = { seed: 294, epoch: 1 };

  test("are 0 with the probability given, else what keeps the mean", () => {
    const [numbers] = drawMasks({ masks: [mask("drop", 0.2)] }, ["a", "b", "c", "d"], key);
    expect(new Set(numbers)).toEqual(new Set([0, 1.25]));
    const dropped = numbers!.filter((number) => number === 0).length / numbers!.length;
    expect(dropped).toBeCloseTo(0.2, 1);
  });

  test("belong to the example, in whatever batch it comes", () => {
    const masks = [mask("drop", 0.5)];
    const [together] = drawMasks({ masks }, ["a", "b"], key);
    const [alone] = drawMasks({ masks }, ["b"], key);
    expect(together!.slice(500)).toEqual(alone);
    expect(together!.slice(0, 500)).not.toEqual(alone);
  });

  test("differ by epoch and step, and are not disturbed by another step", () => {
    const [one, two] = drawMasks({ masks: [mask("one", 0.5), mask("two", 0.5)] }, ["a"], key);
    expect(two).not.toEqual(one);
    expect(drawMasks({ masks: [mask("two", 0.5)] }, ["a"], key)[0]).toEqual(two);
    expect(drawMasks({ masks: [mask("one", 0.5)] }, ["a"], { seed: 294, epoch: 2 })[0]).not.toEqual(one);
  });

  test("of a step that drops all are all 0", () => {
    const [numbers] = drawMasks({ masks: [mask("drop", 1)] }, ["a"], key);
    expect(new Set(numbers)).toEqual(new Set([0]));
  });
});
