import { describe, expect, test } from "vitest";
import type { Sample } from "../../compiler/datasets/reader.ts";
import { by_file } from "../../compiler/splits/by_file.ts";
import { random } from "../../compiler/splits/random.ts";
import { separatedGroups } from "../../runtime/data/separated-groups.ts";
import { origin, plan } from "./fixtures.ts";

const face = (image: string, { id = image, file = "train", line = 1 } = {}): Sample => ({
  id,
  image,
  points: new Float64Array(),
  frame: "pixels",
  place: { file: `${file}.xml`, line },
  tags: { file },
});
/** 50 pictures: each with its mirrored copy, every fifth with two faces. */
const faces = Array.from({ length: 50 }, (_, k) => [
  face(`in/face${k}.png`),
  face(`in/face${k}_mirror.jpg`),
  ...(k % 5 === 0 ? [face(`in/face${k}.png`, { id: `in/face${k}.png#2` })] : []),
]).flat();
const baseOf = ({ image }: Sample) => /face\d+/.exec(image)![0];

describe("a random split", () => {
  const validationOf = (samples: readonly Sample[], parameters: { validation: number; seed: number }) => {
    const partOf = random.part(samples, parameters);
    return samples.filter((sample) => partOf(sample) === "validation");
  };
  const chosen = validationOf(faces, { validation: 0.2, seed: 3 });

  test("takes the share that is asked for, of pictures", () => {
    expect(new Set(chosen.map(baseOf)).size).toBe(10);
    expect(new Set(validationOf(faces, { validation: 0.5, seed: 0 }).map(baseOf)).size).toBe(25);
  });

  test("keeps mirrored copies and faces of one picture together", () => {
    const bases = new Set(chosen.map(baseOf));
    expect(chosen).toEqual(faces.filter((sample) => bases.has(baseOf(sample))));
    const partOf = random.part(faces, { validation: 0.2, seed: 3 });
    const parts = { train: faces.filter((each) => partOf(each) === "train"), validation: chosen };
    expect(separatedGroups(parts, plan("data").dataset)).toEqual([]);
  });

  test("depends on the seed and on names, not on the order; one picture more moves at most one other", () => {
    expect(validationOf(faces, { validation: 0.2, seed: 3 })).toEqual(chosen);
    expect(validationOf(faces, { validation: 0.2, seed: 4 })).not.toEqual(chosen);
    expect(new Set(validationOf([...faces].reverse(), { validation: 0.2, seed: 3 }))).toEqual(new Set(chosen));
    const before = new Set(chosen.map(baseOf));
    const after = new Set(validationOf([...faces, face("in/face99.png")], { validation: 0.2, seed: 3 }).map(baseOf));
    expect([...before].filter((base) => !after.has(base)).length).toBeLessThanOrEqual(1);
  });
});

describe("a split by file", () => {
  test("goes by what lists a face", () => {
    const samples = [face("a.png"), face("b.png", { file: "test" })];
    expect(samples.map(by_file.part(samples, {}))).toEqual(["train", "validation"]);
  });

  const told = (train: Sample, validation: Sample) =>
    separatedGroups(
      { train: [train], validation: [validation] },
      { ...plan("data").dataset, split: { name: "by_file", parameters: {}, origin } },
    ).map(({ name, message }) => `${name}: ${message}`);

  test("refuses a picture whose mirrored copy is in the other, with both places", () => {
    expect(told(face("a/x.png", { line: 6 }), face("a/x_mirror.jpg", { file: "test", line: 9 }))).toEqual([
      "image_in_both_splits: a/x.png at train.xml:6 (training) and a/x_mirror.jpg at test.xml:9 (validation) are the same picture, one of them mirrored",
    ]);
  });

  test("refuses faces of one picture in both, and nothing else", () => {
    expect(told(face("a/x.png", { line: 6 }), face("a/x.png", { id: "2", file: "test", line: 9 }))).toEqual([
      "image_in_both_splits: a/x.png at train.xml:6 (training) and a/x.png at test.xml:9 (validation) are faces of the same picture",
    ]);
    expect(told(face("a/x.png"), face("b/x.png", { file: "test" }))).toEqual([]);
    expect(told(face("a/x.png"), face("a/mirror.png", { file: "test" }))).toEqual([]);
  });
});
