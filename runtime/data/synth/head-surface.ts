import type { FaceShape } from "./person.ts";
import type { Expression } from "./shot.ts";

/**
 * The head as a surface. Coordinates are pixels of an average portrait: x to the image's right, y down, z to the viewer;
 * 0, 0 lies between the eyes and z = 0 in the plane of the ears. A head is a stack of horizontal sections, each a
 * rounded box of its own width and depth; nose, lips, eye sockets and so on are raised from the front of it.
 */
export interface HeadSurface {
  /** The rows of the stack, from the crown to the chin. */
  readonly sections: readonly Section[];
  /** The section at a height; the first or last one beyond the head. */
  sectionAt(y: number): Section;
  /** Depth of the face's surface at a point seen from the front. */
  depthAt(x: number, y: number): number;
  /** A point of the outline of a section: `angle` 0 in front, in radians to the image's right. */
  pointAt(section: Section, angle: number): Point3;
}

export type Point3 = readonly [x: number, y: number, z: number];

export interface Section {
  readonly y: number;
  /** Half the width. */
  readonly width: number;
  readonly centre: number;
  /** From the centre to the front and to the back. */
  readonly front: number;
  readonly back: number;
}

/** The average head, by control points: y, width, centre, front, back. */
const averageHead: readonly (readonly [number, number, number, number, number])[] = [
  [-156, 0, -20, 0, 0],
  [-154, 24, -20, 26, 28],
  [-144, 48, -20, 52, 56],
  [-120, 71, -18, 77, 82],
  [-82, 87, -15, 94, 99],
  [-40, 93, -12, 94, 106],
  [0, 94, -8, 86, 104],
  [35, 94, -4, 84, 96],
  [65, 93, 0, 81, 84],
  [90, 90, 4, 78, 70],
  [112, 82, 10, 72, 55],
  [132, 69, 19, 62, 45],
  [149, 51, 31, 50, 32],
  [161, 30, 44, 34, 20],
  [167, 0, 62, 0, 0],
];

/** Exponent of a section's outline, |x/width|^n + |z/depth|^n = 1: more than 2 is squarer than an ellipse. */
const squareness = 2.35;
const rowsBetweenControls = 6;

export function headSurface(shape: FaceShape, expression: Expression): HeadSurface {
  const sections = smoothRows(averageHead).map((row) => shaped(row, shape, expression));
  const relief = faceRelief(shape, expression);
  const sectionAt = (y: number) => interpolated(sections, y);
  return {
    sections,
    sectionAt,
    depthAt(x, y) {
      const { width, centre, front } = sectionAt(y);
      const across = Math.min(1, Math.abs(x) / Math.max(width, 1e-6));
      return centre + front * (1 - across ** squareness) ** (1 / squareness) + relief(x, y);
    },
    pointAt(section, angle) {
      const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
      const x = section.width * Math.sign(sin) * Math.abs(sin) ** (2 / squareness);
      const depth = cos > 0 ? section.front : section.back;
      const z = section.centre + depth * Math.sign(cos) * Math.abs(cos) ** (2 / squareness);
      return [x, section.y, z + (cos > 0 ? relief(x, section.y) * smoothstep(0, 0.3, cos) : 0)];
    },
  };
}

function shaped(section: Section, shape: FaceShape, { open }: Expression): Section {
  const { y } = section;
  const lower = smoothstep(50, 130, y);
  return {
    ...section,
    y: y * shape.length + open * 0.75 * smoothstep(85, 140, y),
    width: section.width * shape.width * (1 + (shape.jaw - 1) * lower),
  };
}

/** What is raised from the front of the plain head, in pixels. */
function faceRelief(shape: FaceShape, expression: Expression): (x: number, y: number) => number {
  const { noseLength, noseWidth, noseHeight, eyeDistance, length, width } = shape;
  const mouth = (95 + shape.mouthHeight) * length;
  const eye = 42.5 * width * eyeDistance;
  const cheek = 4 + 1.5 * shape.cheeks + 4 * expression.smile;
  const lip = mouth + 10 + expression.open;
  return (x, y) => {
    const side = Math.abs(x);
    const along = y / (length * noseLength);
    const nose =
      noseHeight * ridge(along) * bell(x, noseBreadth(along) * noseWidth) +
      10 * noseHeight * bell(side - 18 * noseWidth, 7) * bell(along - 54, 8);
    const eyes = 5 * bell(side - eye, 13) * bell(y - 1, 8) - 10 * bell(side - eye, 19) * bell(y - 1, 13);
    const brow = 5 * bell(side - 40, 28) * bell(y + 24, 10);
    const lips =
      6 * bell(x, 24) * bell(y - mouth + 5, 6) +
      6 * bell(x, 20) * bell(y - lip, 7) -
      4 * bell(x, 24) * bell(y - lip - 15, 7);
    const chin = 7 * bell(x, 20) * bell(y - 149 * length - expression.open * 0.7, 13);
    const cheeks = cheek * bell(side - 56, 20) * bell(y - 40, 20);
    return nose + eyes + brow + lips + chin + cheeks;
  };
}

/** Height of the nose's ridge at a share of its length (0 between the eyes, 63 where it meets the lip). */
function ridge(along: number): number {
  return along < 54 ? 32 * smoothstep(-22, 54, along) ** 1.25 : 32 * (1 - smoothstep(54, 69, along));
}

function noseBreadth(along: number): number {
  return 7 + 6.5 * smoothstep(15, 58, along);
}

function bell(distance: number, width: number): number {
  return Math.exp(-((distance / width) ** 2));
}

export function smoothstep(from: number, to: number, x: number): number {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Control points joined by Catmull-Rom curves. */
function smoothRows(controls: readonly (readonly number[])[]): Section[] {
  const rows: Section[] = [];
  for (let index = 0; index + 1 < controls.length; index++) {
    const around = [-1, 0, 1, 2].map((k) => controls[Math.min(Math.max(index + k, 0), controls.length - 1)]!);
    const last = index + 2 === controls.length;
    for (let step = 0; step < rowsBetweenControls + (last ? 1 : 0); step++) {
      const [y, width, centre, front, back] = [0, 1, 2, 3, 4].map((column) =>
        catmullRom(around.map((row) => row[column]!) as [number, number, number, number], step / rowsBetweenControls),
      );
      rows.push({
        y: y!,
        width: Math.max(0, width!),
        centre: centre!,
        front: Math.max(0, front!),
        back: Math.max(0, back!),
      });
    }
  }
  return rows;
}

function catmullRom([a, b, c, d]: readonly [number, number, number, number], t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

function interpolated(sections: readonly Section[], y: number): Section {
  let [low, high] = [0, sections.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sections[middle]!.y <= y) low = middle;
    else high = middle;
  }
  const [a, b] = [sections[low]!, sections[high]!];
  const t = Math.min(1, Math.max(0, (y - a.y) / Math.max(b.y - a.y, 1e-6)));
  const between = (from: number, to: number) => from + (to - from) * t;
  return {
    y,
    width: between(a.width, b.width),
    centre: between(a.centre, b.centre),
    front: between(a.front, b.front),
    back: between(a.back, b.back),
  };
}
