import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ibug } from "../../compiler/datasets/ibug.ts";
import { DataError, type Sample } from "../../compiler/datasets/reader.ts";
import { diskFiles } from "../../runtime/data/disk-files.ts";
import { inMemory, readAll, readSamples, schemeOf } from "./reading.ts";

const parameters = { path: "data", train: "train.xml" };
const three = schemeOf(3);

/** A file with this among its images. */
const xml = (images: string) => `<?xml version='1.0' encoding='ISO-8859-1'?>
<?xml-stylesheet type='text/xsl' href='image_metadata_stylesheet.xsl'?>
<dataset>
<name>faces</name>
<comment>Of nobody &amp; nothing: Ren\u00e9.</comment>
<images>
${images}
</images>
</dataset>
`;
const parts = `<part name='00' x='11' y='12'/>
      <part name='01' x='21' y='22'/>
      <part name='02' x='31' y='32'/>`;
const box = (inside = parts, attributes = "top='4' left='-3' width='50' height='60'") =>
  `<box ${attributes}>
      ${inside}
    </box>`;
const image = (inside = box(), attributes = "file='a/b.png' width='90' height='80'") =>
  `  <image ${attributes}>
    ${inside}
  </image>`;

const latin = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const read = (text: string, piece?: number) =>
  readAll(ibug, inMemory({ "train.xml": latin(text) }, piece), parameters, three);
const readOne = async (text: string) => {
  const [first] = await read(text);
  if (first instanceof DataError) throw first;
  return first!;
};

describe("a sound file", () => {
  test("gives box, points, size, place and tag", async () => {
    expect(await read(xml(image()))).toEqual([
      {
        id: "a/b.png",
        image: "a/b.png",
        points: Float64Array.of(11, 12, 21, 22, 31, 32),
        frame: "pixels",
        box: { left: -3, top: 4, width: 50, height: 60 },
        size: { width: 90, height: 80 },
        place: { file: "train.xml", line: 8 },
        tags: { file: "train" },
      } satisfies Sample,
    ]);
  });

  const plain = xml(image());
  test.each([
    ["double quotes", plain.replaceAll("'", '"')],
    [
      "attributes in another order",
      plain.replace("top='4' left='-3' width='50' height='60'", "height='60' width='50' left='-3' top='4'"),
    ],
    ["parts in another order", plain.replace(parts, parts.split("\n").reverse().join("\n"))],
    [
      "comments, labels and what dlib notes of boxes",
      xml(
        image(
          `<!-- a face -->${box(`<label>x</label>${parts}`, "top='4' left='-3' width='50' height='60' pose='2' occluded='1'")}`,
        ),
      ),
    ],
    ["part names without leading zeros", plain.replaceAll("name='0", "name='")],
  ])("may have %s", async (_, text) => {
    const { points, box } = await readOne(text);
    expect({ points, box }).toEqual({
      points: Float64Array.of(11, 12, 21, 22, 31, 32),
      box: { left: -3, top: 4, width: 50, height: 60 },
    });
  });

  test("may have no declaration, no size, and be UTF-8", async () => {
    const text = `<dataset>\n<images>\n${image(box(), 'file="Ren\u00e9.png"')}</images></dataset>`;
    const samples = await readSamples(ibug, inMemory({ "train.xml": `\u{feff}${text}` }), parameters, three);
    expect(samples[0]).toMatchObject({ image: "René.png", place: { line: 4 } });
    expect(samples[0]).not.toHaveProperty("size");
  });

  test("in ISO-8859-1 may name files so", async () => {
    expect((await readOne(xml(image(box(), "file='Ren\u00e9.png'")))).image).toBe("René.png");
  });

  test("comes out the same in whatever pieces it is read", async () => {
    const text = xml([image(), image(box(), "file='c.png'")].join("\n"));
    const whole = await read(text, 1e6);
    for (const piece of [1, 7, 64, 255]) expect(await read(text, piece)).toEqual(whole);
  });

  test("may have several boxes an image; ignored ones and images without any are no examples", async () => {
    const other = box(parts, "top='9' left='9' width='5' height='5'");
    const ignored = "<box top='1' left='1' width='5' height='5' ignore='1'/>";
    const text = xml([image(""), image(`${box()}\n${ignored}\n${other}`, "file='c.png'")].join("\n"));
    expect((await read(text)).map((face) => (face as Sample).id)).toEqual(["c.png", "c.png#2"]);
  });

  test("with some of the points tells which", async () => {
    const { annotated, points } = await readOne(xml(image(box("<part name='02' x='31' y='32'/>"))));
    expect(annotated).toEqual(Uint8Array.of(0, 0, 1));
    expect(points).toEqual(Float64Array.of(Number.NaN, Number.NaN, Number.NaN, Number.NaN, 31, 32));
  });

  test("in a folder names pictures from there; what test lists is tagged so", async () => {
    const files = inMemory({
      "train.xml": xml(image(box(), "file='a.png'")),
      "lists/test.xml": xml(image(box(), "file='../a/b.png'")),
    });
    const samples = await readSamples(ibug, files, { ...parameters, test: "lists/test.xml" }, three);
    expect(samples.map(({ image, tags }) => [image, tags.file])).toEqual([
      ["a.png", "train"],
      ["a/b.png", "test"],
    ]);
  });
});

describe("a faulty entry is told with its line, and the next one is read", () => {
  const after = image(box(), "file='good.png'");
  test.each([
    ["no file", image(box(), "width='9'"), 7, "the image names no file"],
    [
      "a path that climbs out",
      image(box(), "file='../../etc/x.png'"),
      7,
      '"../../etc/x.png" is no path of a picture inside',
    ],
    ["an absolute path", image(box(), "file='/etc/x.png'"), 7, '"/etc/x.png" is no path of a picture inside'],
    ["Windows' absolute path", image(box(), "file='C:\\x.png'"), 7, "is no path of a picture inside"],
    ["half a size", image(box(), "file='a.png' width='9'"), 7, "height is missing"],
    ["a size of 0", image(box(), "file='a.png' width='9' height='0'"), 7, "the image's height is 0"],
    ["a box without a side", image(box(parts, "top='1' left='2' width='3'")), 8, "height is missing"],
    ["a box without area", image(box(parts, "top='1' left='2' width='3' height='0'")), 8, "the box has no area: 3x0"],
    [
      "a box of a negative height",
      image(box(parts, "top='1' left='2' width='3' height='-4'")),
      8,
      "the box has no area: 3x-4",
    ],
    ["a word for a number", image(box(parts, "top='x' left='2' width='3' height='4'")), 8, 'top is no number: "x"'],
    ["no parts", image(box("")), 8, "the box has no parts"],
    [
      "a part too many",
      image(box(`${parts}<part name='03' x='1' y='1'/>`)),
      11,
      'there is no part "03": the points of the keypoint scheme are numbered 0 to 2',
    ],
    ["a part of another name", image(box(`<part name='nose' x='1' y='1'/>`)), 9, 'there is no part "nose"'],
    [
      "a part twice",
      image(box(`${parts}<part name='01' x='1' y='1'/>`)),
      11,
      'part "01" stands in this box a second time',
    ],
    ["a part without y", image(box(parts.replace("y='22'", ""))), 10, "y is missing"],
    ["a part that is no number", image(box(parts.replace("'22'", "'1e999'"))), 10, 'y is no number: "1e999"'],
  ])("%s", async (_, wrong, line, message) => {
    const [fault, good, ...others] = await read(xml(`${wrong}\n${after}`));
    expect(fault).toBeInstanceOf(DataError);
    expect(fault).toMatchObject({ file: "train.xml", line });
    expect((fault as DataError).message).toContain(message);
    expect(good).toMatchObject({ id: "good.png" });
    expect(others).toEqual([]);
  });

  test("a box twice: the second", async () => {
    const faces = await read(xml(image(`${box()}\n${box()}`)));
    expect(faces[0]).toMatchObject({ id: "a/b.png" });
    expect(faces[1]).toMatchObject({ line: 13, message: "is the same box as on line 8" });
  });
});

describe("a file that is no such XML ends the reading", () => {
  const sound = xml(image());
  const bomb = `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
  test.each([
    [
      "cut off in an entry",
      sound.slice(0, sound.indexOf("<part name='02'")),
      "is cut off or no well-formed XML: unclosed tag",
    ],
    ["cut off in a tag", sound.slice(0, sound.indexOf("y='22'")), "is cut off or no well-formed XML"],
    ["cut off after its entries", sound.slice(0, sound.indexOf("</images>")), "unclosed tag: images"],
    ["empty", "", "document must contain a root element"],
    ["no XML", "image,x0,y0\n", "text data outside of root node"],
    ["with a document type", sound.replace("<dataset>", "<!DOCTYPE dataset>\n<dataset>"), "has a document type"],
    [
      "with a bomb of entities",
      sound.replace("<dataset>", `${bomb}<dataset>`).replace("b.png", "&b;.png"),
      "has a document type",
    ],
    ["with an entity", sound.replace("b.png", "&secret;.png"), "undefined entity"],
    ["with an attribute twice", sound.replace("x='11'", "x='11' x='99'"), "duplicate attribute"],
    ["with other tags", sound.replace("<images>", "<pictures/><images>"), "<pictures> has no place in <dataset>"],
    ["with tags in other places", sound.replace("<images>", "<images><box/>"), "<box> has no place in <images>"],
    ["of something else", "<html><body/></html>", "<html> has no place at the top"],
    [
      "with an endless comment",
      `<dataset><!--${"x".repeat(1.2e6)}--></dataset>`,
      "has a tag, comment or text of more than",
    ],
    [
      "with an endless attribute",
      `<dataset><images><image file='${"x".repeat(1.2e6)}'/></images></dataset>`,
      "has a tag, comment or text of more than",
    ],
    ["in UTF-16", sound.replace("ISO-8859-1", "UTF-16"), 'is written in "UTF-16"'],
    ["not in its encoding", sound.replace("ISO-8859-1", "UTF-8"), "has bytes that are not utf-8"],
  ])("%s", async (_, text, message) => {
    const error = await read(text, 50_000).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).file).toBe("train.xml");
    expect((error as DataError).message).toContain(message);
  });

  test("a file that is not there", async () => {
    await expect(readAll(ibug, inMemory({}), parameters, three)).rejects.toMatchObject({ file: "train.xml" });
  });
});

const data = new URL("../../../shared/data", import.meta.url).pathname;

describe.skipIf(!existsSync(`${data}/ibug`))("real lists (skipped where ../shared/data is absent)", () => {
  const all = (folder: string, train: string, test?: string) =>
    readAll(ibug, diskFiles(`${data}/${folder}`, ""), { path: folder, train, ...(test && { test }) }, schemeOf(68));
  const sound = (faces: readonly (Sample | DataError)[]) =>
    faces.filter((face): face is Sample => !(face instanceof DataError));

  test("300-W's LFPW, train and test", async () => {
    const faces = sound(await all("ibug", "labels_ibug_300W_train.xml", "labels_ibug_300W_test.xml"));
    expect(faces.filter(({ tags }) => tags.file === "train")).toHaveLength(140);
    expect(faces.filter(({ tags }) => tags.file === "test")).toHaveLength(147);
    expect(faces.every(({ annotated, size }) => annotated === undefined && size !== undefined)).toBe(true);
    const { box, points } = faces.find(({ id }) => id === "lfpw/trainset/image_0735.png")!;
    expect(box).toEqual({ left: 133, top: 64, width: 125, height: 125 });
    expect([...points.slice(0, 2)]).toEqual([130, 99]);
  });

  test("the whole test list, of which each face has its eyes", async () => {
    const faces = sound(await all("ibug-xml", "labels_ibug_300W_test.xml"));
    expect(faces).toHaveLength(1008);
    for (const { annotated } of faces) expect(annotated!.reduce((sum, one) => sum + one, 0)).toBe(12);
  });

  test("a list of boxes without points: each is told", async () => {
    const faces = await all("ibug-xml", "labels_ibug_300W_test_parsed.xml");
    expect(faces).toHaveLength(1008);
    expect(faces[0]).toMatchObject({ message: "the box has no parts: nothing is known of the face's points" });
    expect(sound(faces)).toEqual([]);
  });

  test("pictures with several faces", async () => {
    const faces = sound(await all("dlib-faces", "training_with_face_landmarks.xml"));
    expect(faces).toHaveLength(18);
    expect(new Set(faces.map(({ image }) => image)).size).toBe(4);
    expect(new Set(faces.map(({ id }) => id)).size).toBe(18);
  });
});
