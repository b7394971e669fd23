import { widthOfNumber } from "./digits.ts";

/** A number to be written beside a point, in the units of the picture. */
export interface NumberedPoint {
  readonly number: number;
  readonly x: number;
  readonly y: number;
}

/** A rectangle; x and y are its top left corner. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The eight directions in which a number may stand from its point, the first preferred. */
const directions = [
  [1, 0],
  [0, -1],
  [-1, 0],
  [0, 1],
  [1, -1],
  [-1, -1],
  [-1, 1],
  [1, 1],
] as const;

/**
 * Where the numbers of points stand: one after the other, each on that side of its point where it covers least of what is there, points and
 * numbers, as maps are lettered (Christensen, Marks and Shieber 1995, greedy).
 *
 * @param height of the numbers. @param radius of the points' marks.
 */
export function placeNumbers(points: readonly NumberedPoint[], height: number, radius: number): readonly Rectangle[] {
  const taken: Rectangle[] = points.map(({ x, y }) => ({
    x: x - radius,
    y: y - radius,
    width: 2 * radius,
    height: 2 * radius,
  }));
  return points.map((point) => {
    const sides = directions.map(([right, down]) => beside(point, right, down, height, radius));
    const covers = sides.map((side) => taken.reduce((sum, other) => sum + overlap(side, other), 0));
    const place = sides[covers.indexOf(Math.min(...covers))]!;
    taken.push(place);
    return place;
  });
}

function beside({ number, x, y }: NumberedPoint, right: number, down: number, height: number, radius: number) {
  const width = widthOfNumber(number) * height;
  const gap = radius + 0.3 * height;
  return {
    x: x - width / 2 + right * (width / 2 + gap),
    y: y - height / 2 + down * (height / 2 + gap),
    width,
    height,
  };
}

/** Area that two rectangles share. */
function overlap(a: Rectangle, b: Rectangle): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, across) * Math.max(0, down);
}
