import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { ExamplePlan } from "../../compiler/ir/plan.ts";
import type { Examples } from "../../runtime/data/examples.ts";
import { packNumbers, unpackNumbers } from "../../runtime/data/pack-numbers.ts";
import { type LoadedSplits, loadSplits } from "../../runtime/train/splits.ts";
import { plan, step, temporaryFolder, writePlainFace } from "./fixtures.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes of arrays that are still in use. What is let go of is freed a while later, by a thread of V8's. */
async function heldBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5; tries++) {
    collectGarbage();
    await setTimeout(20);
    least = Math.min(least, process.memoryUsage().arrayBuffers);
  }
  return least;
}

describe("numbers in few bytes", () => {
  const roundTrip = (numbers: Float32Array) => {
    const packed = packNumbers(numbers);
    expect(new Uint32Array(unpackNumbers(packed, numbers.length).slice().buffer)).toEqual(
      new Uint32Array(numbers.slice().buffer),
    );
    return packed.byteLength;
  };

  test("come back to the bit", () => {
    const bits = fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.constantFrom(0, 2 ** 31, 0x7fc00001));
    const numbers = fc.array(bits, { maxLength: 900 }).map((all) => new Float32Array(Uint32Array.from(all).buffer));
    fc.assert(fc.property(numbers, (each) => roundTrip(each) <= each.byteLength));
  });

  test("take a byte each where at most 256 differ, and four where more do", () => {
    const numbers = (different: number) => Float32Array.from({ length: 9216 }, (_, at) => (at % different) / 255 - 0.5);
    expect(roundTrip(numbers(256))).toBe(1024 + 9216);
    expect(roundTrip(numbers(257))).toBe(4 * 9216);
  });
});

describe("what both splits keep in memory", () => {
  let root: string;
  const [width, height, faces] = [200, 150, 12];
  const pictures = faces * width * height * 3;
  const augmented = [step("hflip", { p: 0.5 }, "train")];
  // Colors in waves of the JPEG, resized: examples of all kinds of numbers.
  const steps = [step("resize", { height: 120, width: 170 }), step("scale", { to: { low: -1, high: 1 } })];
  const planOf = (some: typeof steps): ExamplePlan => {
    const base = plan("data/imm", { steps: some, train: [1, 2], validation: [3, 4] });
    const mirror = Array.from({ length: 58 }, (_, k) => 57 - k);
    return { ...base, dataset: { ...base.dataset, keypoints: { ...base.dataset.keypoints, mirror } } };
  };
  const load = (some: typeof steps, memory: number) =>
    loadSplits({ examples: planOf(some), seed: 4 } as never, root, { memory, workers: 1 });
  const examplesOf = async ({ train, validation }: Pick<LoadedSplits, "train" | "validation">) => {
    const all = (examples: Examples) => Promise.all(examples.ids.map((_, index) => examples.example(index, 2)));
    const examples = [...(await all(train)), ...(await all(validation))];
    return examples.map(({ input, ...rest }) => ({ ...rest, input: Buffer.from(input.slice().buffer) }));
  };

  beforeAll(async () => {
    root = await temporaryFolder();
    await mkdir(join(root, "data/imm"), { recursive: true });
    for (const person of ["01", "02", "03", "04"])
      for (const base of ["1m", "2m", "3m", "4m", "5m", "6m"].slice(0, faces / 2))
        await writePlainFace(join(root, "data/imm"), { base: `${person}-${base}`, width, height, noise: 60 });
  });

  test.each([
    ["augmented pictures and finished examples", [...augmented, ...steps]],
    ["finished examples alone", steps],
  ])("%s: at most the limit, with the same examples", async (_, some) => {
    const empty = await heldBytes();
    const free = await load(some, 2 ** 30);
    const wanted = (await heldBytes()) - empty;
    expect(wanted).toBeGreaterThan(pictures);
    const expected = await examplesOf(free);
    await free.close();

    for (const limit of [2 ** 20, 0]) {
      const before = await heldBytes();
      const limited = await load(some, limit);
      expect((await heldBytes()) - before).toBeLessThan(limit + 100_000);
      for (const [index, { input, ...rest }] of (await examplesOf(limited)).entries()) {
        const { input: expectedInput, ...others } = expected[index]!;
        expect(rest).toEqual(others);
        expect(input.equals(expectedInput)).toBe(true);
      }
      await limited.close();
    }
  });
});
