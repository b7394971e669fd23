import type { Box } from "../../lib/box.ts";
import type { Size } from "../../lib/picture.ts";
import { decimal, folderOf, pathInside, quoted } from "./image-path.ts";
import { DataError, type DataFiles, faultOr, type Sample } from "./reader.ts";
import { type XmlEvent, xmlEvents } from "./xml-events.ts";

type OpenTag = Extract<XmlEvent, { kind: "open" }>;

/** What a tag may stand in. */
const parents: Readonly<Record<string, readonly (string | undefined)[]>> = {
  dataset: [undefined],
  name: ["dataset"],
  comment: ["dataset"],
  images: ["dataset"],
  image: ["images"],
  box: ["image"],
  part: ["box"],
  label: ["box"],
};

/** More faces than anybody marks by hand: all of one picture are held in memory at once. */
const mostBoxes = 10_000;

interface OpenBox {
  readonly box: Box;
  readonly line: number;
  readonly points: Float64Array;
  readonly annotated: Uint8Array;
}

interface OpenImage {
  readonly image: string;
  readonly size: Size | undefined;
  readonly found: (Sample | DataError)[];
  /** Line of each box, by its sides. */
  readonly boxes: Map<string, number>;
}

/**
 * The faces of an XML file as dlib's imglab writes it: `image` with `box`es, each with `part`s whose names are the points' numbers. x
 * and y count pixels from 0, at their centres. A box with `ignore` is no example, nor is an image without a box.
 *
 * @param count of points in the keypoint scheme.
 * @param parts whether a box must have any; a list that is to be answered has none, and its points are NaN.
 * @returns samples without tags, in order; in place of one that is wrong, what is wrong.
 * @throws DataError where the file is no such XML.
 */
export async function* dlibFaces(
  files: Pick<DataFiles, "pieces">,
  file: string,
  count: number,
  parts: "needed" | "absent" = "needed",
): AsyncGenerator<Sample | DataError> {
  const reading = new DlibReading(file, count, parts);
  for await (const events of xmlEvents(files.pieces(file), file)) {
    for (const event of events) {
      if (event.kind === "open") reading.open(event);
      else yield* reading.close(event.name);
    }
  }
}

class DlibReading {
  readonly #file: string;
  readonly #count: number;
  readonly #parts: "needed" | "absent";
  readonly #within: string[] = [];
  #image: OpenImage | DataError | undefined;
  #box: OpenBox | DataError | "ignored" | undefined;

  constructor(file: string, count: number, parts: "needed" | "absent") {
    this.#file = file;
    this.#count = count;
    this.#parts = parts;
  }

  /** Throws DataError for a tag that has no place where it is. */
  open(tag: OpenTag): void {
    const parent = this.#within.at(-1);
    if (!parents[tag.name]?.includes(parent)) {
      const where = parent === undefined ? "at the top, where <dataset> should be" : `in <${parent}>`;
      throw this.#fault(`<${quoted(tag.name).slice(1, -1)}> has no place ${where}`, tag.line);
    }
    this.#within.push(tag.name);
    if (tag.name === "image") this.#image = faultOr(() => this.#openImage(tag));
    if (tag.name === "box") this.#box = faultOr(() => this.#openBox(tag));
    if (tag.name === "part" && isSound(this.#box)) {
      const box = this.#box;
      const fault = faultOr(() => this.#addPart(box, tag));
      if (fault instanceof DataError) this.#box = fault;
    }
  }

  /** Gives an image's faces when its tag is closed. */
  close(name: string): readonly (Sample | DataError)[] {
    this.#within.pop();
    if (name === "box") this.#closeBox();
    if (name !== "image") return [];
    const image = this.#image!;
    return image instanceof DataError ? [image] : image.found;
  }

  #openImage({ attributes, line }: OpenTag): OpenImage {
    const { file: written, width, height } = attributes;
    if (written === undefined) throw this.#fault("the image names no file", line);
    const image = pathInside(folderOf(this.#file), written);
    if (image === undefined)
      throw this.#fault(`${quoted(written)} is no path of a picture inside of the data set's folder`, line);
    const stated = width !== undefined || height !== undefined;
    const size = stated
      ? { width: this.#length("width", width, line), height: this.#length("height", height, line) }
      : undefined;
    return { image, size, found: [], boxes: new Map() };
  }

  #openBox({ attributes, line }: OpenTag): OpenBox | "ignored" {
    if (attributes.ignore !== undefined && attributes.ignore !== "0") return "ignored";
    const box = {
      left: this.#number("left", attributes.left, line),
      top: this.#number("top", attributes.top, line),
      width: this.#number("width", attributes.width, line),
      height: this.#number("height", attributes.height, line),
    };
    if (box.width <= 0 || box.height <= 0) throw this.#fault(`the box has no area: ${box.width}x${box.height}`, line);
    if (isSound(this.#image)) this.#refuseTwin(this.#image, box, line);
    const points = new Float64Array(2 * this.#count).fill(Number.NaN);
    return { box, line, points, annotated: new Uint8Array(this.#count) };
  }

  #refuseTwin({ boxes }: OpenImage, { left, top, width, height }: Box, line: number): void {
    const sides = [left, top, width, height].join();
    const first = boxes.get(sides);
    if (first !== undefined) throw this.#fault(`is the same box as on line ${first}`, line);
    if (boxes.size === mostBoxes) throw this.#fault(`is box ${mostBoxes + 1} of one picture`, line);
    boxes.set(sides, line);
  }

  #addPart({ points, annotated }: OpenBox, { attributes: { name, x, y }, line }: OpenTag): void {
    const index = name !== undefined && /^\d{1,6}$/.test(name) ? Number(name) : -1;
    if (index < 0 || index >= this.#count) {
      const known = `the points of the keypoint scheme are numbered 0 to ${this.#count - 1}`;
      throw this.#fault(`there is no part ${quoted(name ?? "")}: ${known}`, line);
    }
    if (annotated[index] === 1) throw this.#fault(`part ${quoted(name!)} stands in this box a second time`, line);
    points[2 * index] = this.#number("x", x, line);
    points[2 * index + 1] = this.#number("y", y, line);
    annotated[index] = 1;
  }

  #closeBox(): void {
    const [image, box] = [this.#image, this.#box];
    if (!isSound(image) || box === undefined || box === "ignored") return;
    image.found.push(box instanceof DataError ? box : this.#sampleOf(image, box));
  }

  #sampleOf({ image, size, found }: OpenImage, { box, line, points, annotated }: OpenBox): Sample | DataError {
    const parts = annotated.reduce((sum, one) => sum + one, 0);
    if (parts === 0 && this.#parts === "needed")
      return this.#fault("the box has no parts: nothing is known of the face's points", line);
    return {
      id: found.length === 0 ? image : `${image}#${found.length + 1}`,
      image,
      points,
      frame: "pixels",
      ...(parts === this.#count ? {} : { annotated }),
      box,
      ...(size === undefined ? {} : { size }),
      place: { file: this.#file, line },
      tags: {},
    };
  }

  #length(name: string, text: string | undefined, line: number): number {
    const length = this.#number(name, text, line);
    if (Number.isInteger(length) && length > 0) return length;
    throw this.#fault(`the image's ${name} is ${length}`, line);
  }

  #number(name: string, text: string | undefined, line: number): number {
    const number = decimal(text);
    if (number !== undefined) return number;
    throw this.#fault(text === undefined ? `${name} is missing` : `${name} is no number: ${quoted(text)}`, line);
  }

  #fault(message: string, line: number): DataError {
    return new DataError(message, this.#file, line);
  }
}

function isSound<T extends object>(value: T | DataError | string | undefined): value is T {
  return typeof value === "object" && !(value instanceof DataError);
}
