import { measures } from "../../../reports/drawing/measure.ts";
import type { Drawing, PlacedEdge, Point, Rectangle } from "../../../reports/drawing/placed.ts";
import { fontSize, widthOf } from "../../../reports/drawing/text-size.ts";

export function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Whether a point lies in a rectangle, and not on its edge. */
export function isInside({ x, y }: Point, area: Rectangle): boolean {
  const edge = 0.1;
  return x > area.x + edge && x < area.x + area.width - edge && y > area.y + edge && y < area.y + area.height - edge;
}

/** Whether all of the first lies in the second. */
export function isWithin(a: Rectangle, b: Rectangle): boolean {
  const slack = 0.01;
  return (
    a.x >= b.x - slack &&
    a.y >= b.y - slack &&
    a.x + a.width <= b.x + b.width + slack &&
    a.y + a.height <= b.y + b.height + slack
  );
}

/** Points on an edge, a pixel or so from one to the next: straight pieces, and the bends between them as cubic curves. */
export function pointsOn({ way }: PlacedEdge): Point[] {
  return way.flatMap((piece, index) => {
    const straight = Array.from({ length: 9 }, (_, i) => ({
      x: piece.x,
      y: piece.top + ((piece.bottom - piece.top) * i) / 8,
    }));
    const next = way[index + 1];
    if (next === undefined) return straight;
    const middle = (piece.bottom + next.top) / 2;
    const bend = Array.from({ length: 33 }, (_, i) => {
      const t = i / 32;
      const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
      return { x: (a + b) * piece.x + (c + d) * next.x, y: a * piece.bottom + (b + c) * middle + d * next.top };
    });
    return [...straight, ...bend];
  });
}

/** Where the shapes of what flows out are written. */
export function shapeAreas({ boxes, frames }: Drawing): (Rectangle & { readonly shape: string })[] {
  return [...boxes, ...frames].flatMap(({ outputs }) =>
    outputs
      .filter(({ shape }) => shape !== "")
      .map(({ shape, x, y }) => ({
        shape,
        x: x + measures.beside,
        y: y + 2,
        width: widthOf(shape, fontSize.detail),
        height: measures.shapeLine - 2,
      })),
  );
}
