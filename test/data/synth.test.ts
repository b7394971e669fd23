import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { imm } from "../../compiler/datasets/imm.ts";
import { decode } from "../../runtime/data/decode.ts";
import { diskFiles } from "../../runtime/data/disk-files.ts";
import { loadExamples } from "../../runtime/data/examples.ts";
import { drawPerson } from "../../runtime/data/synth/person.ts";
import { portraitPoints } from "../../runtime/data/synth/portrait.ts";
import { replaceFolder } from "../../runtime/data/synth/replace-folder.ts";
import { synthesiseImm } from "../../runtime/data/synth/synthesise-imm.ts";
import { numbers, plan, temporaryFolder } from "./fixtures.ts";
import { readSamples, schemeOf } from "./reading.ts";

describe("a small stand-in", () => {
  let root: string;
  let out: string;
  beforeAll(async () => {
    root = await temporaryFolder();
    out = join(root, "data/imm");
    expect(await synthesiseImm({ out, seed: 1, people: 2 })).toEqual({ pictures: 12 });
  });

  test("has the database's layout, and says what it is", async () => {
    const bases = [1, 2].flatMap((person) => numbers(1, 6).map((image) => `0${person}-${image}m`));
    const files = bases.flatMap((base) => [`${base}.asf`, `${base}.jpg`]);
    expect((await readdir(out)).sort()).toEqual([...files, "synthetic.json"]);
    expect(JSON.parse(await readFile(join(out, "synthetic.json"), "utf8"))).toMatchObject({ dataset: "imm", seed: 1 });
    expect(await readdir(join(root, "data"))).toEqual(["imm"]);
  });

  test("reads as the database does", async () => {
    const samples = await readSamples(imm, diskFiles(out, ""), { path: "data/imm" }, schemeOf(58));
    expect(samples.map(({ id }) => id).slice(0, 3)).toEqual(["01-1m", "01-2m", "01-3m"]);
    const examples = await loadExamples(plan("data/imm", { train: [1], validation: [2] }), {
      root,
      split: "train",
      seed: 1,
    });
    expect(examples.ids.length).toBe(6);
  });

  test("has JPEG files of 640 x 480 in three channels; person 2's are gray, as in the database", async () => {
    for (const [base, gray] of [
      ["01-1m", false],
      ["02-1m", true],
    ] as const) {
      const bytes = await readFile(join(out, `${base}.jpg`));
      expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 640, height: 480, channels: 3 });
      const { data } = await decode(bytes, base);
      const colored = data.some((_, at) => at % 3 === 0 && Math.abs(data[at]! - data[at + 2]!) > 12);
      expect(colored).toBe(!gray);
    }
  });

  test("is the same bytes from the same seed, others from another", async () => {
    const again = join(root, "again");
    const other = join(root, "other");
    await synthesiseImm({ out: again, seed: 1, people: 1 });
    await synthesiseImm({ out: other, seed: 2, people: 1 });
    for (const file of ["01-1m.jpg", "01-6m.asf"]) {
      const bytes = await readFile(join(out, file));
      expect((await readFile(join(again, file))).equals(bytes)).toBe(true);
      expect((await readFile(join(other, file))).equals(bytes)).toBe(false);
    }
  });

  test("shows dark pupils where the middles of the eyes are marked, and a face that differs from the backdrop", async () => {
    const [sample] = await readSamples(imm, diskFiles(out, ""), { path: "data/imm" }, schemeOf(58));
    const { data } = await decode(await readFile(join(out, "01-1m.jpg")), "01-1m.jpg");
    const at = (x: number, y: number) => data.subarray((Math.floor(y) * 640 + Math.floor(x)) * 3).subarray(0, 3);
    const share = (index: number) => [sample!.points[index * 2]! * 640, sample!.points[index * 2 + 1]! * 480] as const;
    for (const [outer, inner] of [
      [13, 17],
      [21, 25],
    ] as const) {
      const [ox, oy] = share(outer);
      const [ix, iy] = share(inner);
      expect(Math.max(...at((ox + ix) / 2, (oy + iy) / 2 - 1))).toBeLessThan(110);
    }
    const [nx, ny] = share(52);
    const [red, , blue] = at(nx, ny - 25);
    expect(red! - blue!).toBeGreaterThan(20);
    const [backRed, , backBlue] = at(15, 15);
    expect(backRed! - backBlue!).toBeLessThan(0);
  });
});

describe("the folder", () => {
  test("that holds something else is left alone", async () => {
    const out = join(await temporaryFolder(), "mine");
    await mkdir(out);
    await writeFile(join(out, "thesis.txt"), "");
    await expect(synthesiseImm({ out, seed: 1, people: 1 })).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining("has files in it that kpc did not make"),
    });
    expect(await readdir(out)).toEqual(["thesis.txt"]);
  });

  test("that is a file is an error", async () => {
    const out = join(await temporaryFolder(), "file");
    await writeFile(out, "");
    await expect(synthesiseImm({ out, seed: 1, people: 1 })).rejects.toMatchObject({ exitCode: 3 });
  });

  test("leaves nothing behind when it is interrupted", async () => {
    const root = await temporaryFolder();
    const stop = new AbortController();
    const work = synthesiseImm({ out: join(root, "imm"), seed: 1, people: 1, signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    await expect(work).rejects.toMatchObject({
      exitCode: 130,
      message: expect.stringContaining("nothing was written"),
    });
    expect(await readdir(root)).toEqual([]);
  });

  test("is replaced as a whole, and kept where that fails", async () => {
    const root = await temporaryFolder();
    const out = join(root, "made");
    const fill = (file: string) => async (folder: string) => {
      await writeFile(join(folder, "marker"), "");
      await writeFile(join(folder, file), "");
    };
    await replaceFolder(out, "marker", fill("first"));
    await replaceFolder(out, "marker", fill("second"));
    expect(await readdir(out)).toEqual(["marker", "second"]);
    const full = Object.assign(new Error("no space"), { code: "ENOSPC" });
    const failing = replaceFolder(out, "marker", async (folder) => {
      await fill("third")(folder);
      throw full;
    });
    await expect(failing).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining("the disk is full") });
    expect(await readdir(out)).toEqual(["marker", "second"]);
    expect(await readdir(root)).toEqual(["made"]);
    await rm(out, { recursive: true });
  });
});

/** Mean squared error, over these coordinates, of always giving the mean of the first 192 pictures. */
function meanErrors(all: readonly Float64Array[], coordinates: readonly number[]): readonly [number, number] {
  const [train, validation] = [all.slice(0, 192), all.slice(192)];
  const mean = coordinates.map((k) => train.reduce((sum, points) => sum + points[k]!, 0) / train.length);
  const error = (part: readonly Float64Array[]) =>
    part.reduce((sum, points) => sum + coordinates.reduce((s, k, at) => s + (points[k]! - mean[at]!) ** 2, 0), 0) /
    (part.length * coordinates.length);
  return [error(train), error(validation)];
}

describe.each([1, 2, 294])("40 people of seed %i", (seed) => {
  const all = numbers(1, 40).flatMap((person) =>
    numbers(1, 6).map((image) => portraitPoints(seed, drawPerson(seed, person), image)),
  );

  // The real database's errors are in ../shared/data/README.md: x and y as shares of the picture.
  test.each([
    ["the nose", [104, 105], 0.00368, 0.00509],
    ["all points", numbers(0, 115), 0.00271, 0.00409],
  ])("are as hard to guess as the real ones: %s", (_, coordinates, train, validation) => {
    const [onTrain, onValidation] = meanErrors(all, coordinates);
    for (const ratio of [onTrain / train, onValidation / validation]) {
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(1.5);
    }
  });

  test("lie within their pictures, the jaw around the mouth, the eyes above it", () => {
    for (const points of all) {
      const [x, y] = [(index: number) => points[index * 2]!, (index: number) => points[index * 2 + 1]!];
      expect(Math.min(...points)).toBeGreaterThan(0);
      expect(Math.max(...points)).toBeLessThan(1);
      // On a head that is turned far, the outline passes right by the corner of the mouth.
      expect(x(2)).toBeLessThan(x(39) + 0.01);
      expect(x(10)).toBeGreaterThan(x(43) - 0.01);
      expect(y(6)).toBeGreaterThan(y(45));
      expect(Math.max(y(17), y(25))).toBeLessThan(y(52));
      expect(y(52)).toBeLessThan(y(41));
    }
  });

  test("turn as the database's do: left in image 3, right in image 4", () => {
    const turn = (points: Float64Array) => points[104]! - (points[0]! + points[24]!) / 2;
    for (let person = 0; person < 40; person++) {
      const [front, , left, right] = all.slice(person * 6, person * 6 + 4);
      expect(turn(left!)).toBeLessThan(turn(front!) - 0.03);
      expect(turn(right!)).toBeGreaterThan(turn(front!) + 0.03);
    }
  });
});
