import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { DataError } from "../../compiler/datasets/reader.ts";
import type { ParameterValues } from "../../compiler/ir/parameters.ts";
import type { ExamplePlan, PlannedTransform } from "../../compiler/ir/plan.ts";
import { loadExamples } from "../../runtime/data/examples.ts";
import { oddSizes } from "../../runtime/data/odd-sizes.ts";
import { SpecDataError } from "../../runtime/data/spec-data-error.ts";
import { type Answer, measureEach } from "../../runtime/evaluate/measure.ts";
import { loadSplits } from "../../runtime/train/splits.ts";
import { checkText } from "../support/check.ts";
import { origin, step, temporaryFolder } from "./fixtures.ts";
import { schemeOf } from "./reading.ts";

const size = { width: 60, height: 40 };
const box = (points: readonly (readonly [number, number])[], sides = "left='10' top='5' width='20' height='20'") =>
  `<box ${sides}>\n${points.map(([x, y], k) => `<part name='${k}' x='${x}' y='${y}'/>`).join("\n")}\n</box>`;
const face = box([
  [12, 8],
  [20, 15],
]);
const other = box(
  [
    [40, 20],
    [45, 30],
  ],
  "left='35' top='15' width='20' height='20'",
);
const image = (file: string, inside = face, stated = "width='60' height='40'") =>
  `<image file='${file}' ${stated}>\n${inside}\n</image>`;
const list = (...images: readonly string[]) => `<dataset>\n<images>\n${images.join("\n")}\n</images>\n</dataset>\n`;

interface Options {
  readonly split?: { readonly name: string; readonly parameters: ParameterValues };
  readonly onBadExample?: "skip";
  readonly steps?: readonly PlannedTransform[];
  readonly mirror?: readonly number[];
}

function planWith({
  split = { name: "by_file", parameters: {} },
  steps = [],
  mirror,
  onBadExample,
}: Options = {}): ExamplePlan {
  const parameters = { path: "data", train: "train.xml", test: "test.xml" };
  return {
    name: "Faces",
    origin,
    assumed: [],
    steps: [...steps, step("resize", { height: 40, width: 60 })],
    dataset: {
      name: "Data",
      origin,
      assumed: [],
      source: { name: "ibug", parameters, origin },
      keypoints: { ...schemeOf(2, { nose: 1 }), ...(mirror && { mirror }) },
      split: { ...split, origin },
      ...(onBadExample && { onBadExample }),
    },
  };
}

let root: string;
beforeAll(async () => {
  root = await temporaryFolder();
  await mkdir(join(root, "data"));
  const picture = (r: number) => sharp({ create: { ...size, channels: 3, background: { r, g: 90, b: 60 } } });
  for (const [index, name] of ["a.png", "b.png", "c.png", "c_mirror.png", "d.png"].entries())
    await writeFile(
      join(root, "data", name),
      await picture(40 * index)
        .png()
        .toBuffer(),
    );
  await writeFile(join(root, "data/broken.png"), (await picture(9).png().toBuffer()).subarray(0, -20));
});

async function write(train: string, validation = list(image("c.png"))): Promise<void> {
  await writeFile(join(root, "data/train.xml"), train);
  await writeFile(join(root, "data/test.xml"), validation);
}

const load = (options: Options = {}, split: "train" | "validation" = "train") =>
  loadExamples(planWith(options), { root, split, seed: 1 });
const failure = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error("it did not fail"),
    (error: Error) => error,
  );

describe("faces of dlib's XML", () => {
  test("are parted by file, with their boxes", async () => {
    await write(list(image("a.png"), image("b.png", `${face}\n${other}`)));
    const examples = await load({ steps: [step("crop", { margin: 2 })] });
    expect(examples.ids).toEqual(["a.png", "b.png", "b.png#2"]);
    // The crop is 40x40 from 0, -5 and, of the second box, from 25, 5.
    expect([...examples.target(0, 1).target]).toEqual([12.5 / 40, 13.5 / 40, 20.5 / 40, 20.5 / 40].map(Math.fround));
    expect([...examples.target(2, 1).target]).toEqual([15.5 / 40, 15.5 / 40, 20.5 / 40, 25.5 / 40].map(Math.fround));
    expect((await load({}, "validation")).ids).toEqual(["c.png"]);
  });

  test("are measured by their boxes", async () => {
    await write(list(image("a.png")));
    const examples = planWith();
    const loaded = await loadExamples(examples, { root, split: "train", seed: 1 });
    const call = (name: string) => ({ name, parameters: {}, origin });
    const plan = { loss: call("mse"), metrics: [call("nme")], batch: 1, examples };
    const sixToTheRight: Answer = async (asked) =>
      asked.map(({ target }) => [target.map((share, k) => (k % 2 === 0 ? share + 6 / 60 : share))]);
    const [measured] = await measureEach(sixToTheRight, { examples: loaded, plan });
    expect(measured!.metrics.nme).toBeCloseTo(6 / 20, 5);
  });

  test("with augmentation come of a picture that is decoded once", async () => {
    await write(list(image("b.png", `${face}\n${other}`)));
    const examples = await load({ steps: [step("hflip", { p: 1 }, "train")], mirror: [1, 0] });
    const [first, second] = [await examples.example(0, 1), await examples.example(1, 1)];
    expect(first.input).toEqual(second.input);
    expect([...first.target]).toEqual([39.5 / 60, 15.5 / 40, 47.5 / 60, 8.5 / 40].map(Math.fround));
    await examples.close();
  });

  test("that leave out points which no example keeps are used", async () => {
    await write(list(image("a.png", face.replace(/<part name='0'.*\n/, ""))));
    const examples = await load({ steps: [step("keep_points", { points: ["nose"] })] });
    expect([...examples.target(0, 1).target]).toEqual([20.5 / 60, 15.5 / 40].map(Math.fround));
  });
});

describe("a bad example", () => {
  const cases: readonly [string, string, string, number | undefined, string][] = [
    [
      "whose picture is missing",
      image("z.png"),
      "data/z.png",
      undefined,
      "can't be read: there is no such file (listed at data/train.xml:4)",
    ],
    [
      "whose picture is damaged",
      image("broken.png"),
      "data/broken.png",
      undefined,
      "it is a png that is cut off or damaged (listed at data/train.xml:4)",
    ],
    [
      "that lacks a point",
      image("a.png", face.replace(/<part name='0'.*\n/, "")),
      "data/train.xml",
      4,
      "lacks point 0, of those that the examples keep",
    ],
    [
      "of a picture of another size",
      image("a.png", face, "width='40' height='60'"),
      "data/train.xml",
      4,
      "says that a.png has 40x60 pixels, but the picture has 60x40",
    ],
    [
      "whose point lies far away",
      image("a.png", face.replace("12", "1200")),
      "data/train.xml",
      4,
      "point 0 lies at 1200, 8, far outside of a.png",
    ],
    [
      "whose box lies outside",
      image("a.png", face.replace("left='10'", "left='60'")),
      "data/train.xml",
      4,
      "the box lies outside of a.png, which has 60x40 pixels",
    ],
    [
      "whose box is enormous",
      image("a.png", face.replace("width='20'", "width='99999999'")),
      "data/train.xml",
      4,
      "the box is 99999999x20 pixels large",
    ],
    [
      "whose box has no area",
      image("a.png", face.replace("width='20'", "width='0'")),
      "data/train.xml",
      4,
      "the box has no area: 0x20",
    ],
    [
      "that climbs out of the folder",
      image("../a.png"),
      "data/train.xml",
      3,
      '"../a.png" is no path of a picture inside',
    ],
    [
      "that is listed twice",
      `${image("b.png")}\n${image("b.png", other)}`,
      "data/train.xml",
      10,
      "lists a face of b.png that stands at train.xml:4 already",
    ],
  ];
  describe.each(cases)("%s", (_, wrong, file, line, message) => {
    test("is a located error", async () => {
      await write(list(wrong));
      for (const steps of [[], [step("shift", { by: 0.1 }, "train")]]) {
        const error = await failure(load({ steps }));
        expect(error).toBeInstanceOf(DataError);
        expect(error).toMatchObject({ file, line });
        expect(error.message).toContain(message);
      }
    });

    test("is left out, counted and listed, where the spec says so", async () => {
      await write(list(wrong, image("c.png", other)), list(image("d.png")));
      const examples = planWith({ onBadExample: "skip" });
      const { train, validation, skipped } = await loadSplits({ examples, seed: 1 } as never, root);
      expect(skipped.count).toBe(1);
      expect(skipped.listed[0]).toMatchObject({ file, line });
      expect(skipped.listed[0]!.message).toContain(message);
      expect(train.ids).toEqual(wrong.startsWith(image("b.png")) ? ["b.png", "c.png"] : ["c.png"]);
      expect(validation.ids).toEqual(["d.png"]);
    });
  });

  test("in a list that is cut off is an error in any case: how many are gone is not known", async () => {
    await write(list(image("a.png")).slice(0, -30));
    const error = await failure(load({ onBadExample: "skip" }));
    expect(error).toMatchObject({ file: "data/train.xml" });
    expect(error.message).toContain("is cut off or no well-formed XML");
  });

  test("is an error where no other is left", async () => {
    await write(list(image("z.png")));
    expect(await failure(load({ onBadExample: "skip" }))).toMatchObject({
      file: "data",
      message: "holds no example of the split's train part that can be used",
      others: [{ file: "data/z.png" }],
    });
  });
});

test("a picture and its mirrored copy in two parts are refused, with both places", async () => {
  await write(list(image("a.png"), image("c_mirror.png")), list(image("c.png")));
  const error = await failure(load());
  expect(error).toBeInstanceOf(SpecDataError);
  expect(error.message).toBe(
    "c_mirror.png at train.xml:10 (training) and c.png at test.xml:4 (validation) are the same picture, one of them mirrored",
  );
});

test("a list that is not there says so", async () => {
  await write(list(image("a.png")));
  await rm(join(root, "data/test.xml"));
  expect(await failure(load())).toMatchObject({
    file: "data/test.xml",
    message: "can't be read: there is no such file",
  });
});

test("a picture whose header says another size than nine of ten others is refused, where points are shares of it", () => {
  const sample = {
    id: "",
    image: "x.jpg",
    points: new Float64Array(),
    frame: "share",
    place: { file: "" },
    tags: {},
  } as const;
  const pictures = (odd: number, frame: "share" | "pixels" = "share") =>
    Array.from({ length: 20 }, (_, k) => ({
      sample: { ...sample, frame },
      size: { width: k < odd ? 32 : 64, height: 48 },
    }));
  const told = oddSizes(pictures(2));
  expect(told.map((fault) => fault !== undefined)).toEqual(pictures(2).map(({ size }) => size.width === 32));
  expect(told[0]!.message).toContain("has 32x48 pixels, where 18 of 20 pictures have 64x48");
  for (const sound of [pictures(3), pictures(2, "pixels"), []])
    expect(oddSizes(sound).every((fault) => fault === undefined)).toBe(true);
});

test("a split that goes by what the reader doesn't tell is refused in the spec", () => {
  const spec = (split: string) => `kpnet 1
keypoints Face { count: 2 }
dataset Faces { source: ibug("data", train: "a.xml"); keypoints: Face; split: ${split} }
`;
  expect(checkText(spec("by_person(train: 1..2, validation: 3..4)")).diagnostics.map(({ message }) => message)).toEqual(
    ["by_person goes by the tag `person`, but ibug gives its pictures only `file`"],
  );
  expect(checkText(spec("random(validation: 20%)")).diagnostics).toEqual([]);
});
