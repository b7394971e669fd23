import { describe, expect, it } from "vitest";
import { drawScheme } from "../../../reports/drawing/draw.ts";
import { firstLine, measures, rowSize } from "../../../reports/drawing/measure.ts";
import type { Drawing } from "../../../reports/drawing/placed.ts";
import { boxesIn } from "../../../reports/drawing/scheme.ts";
import { schemeOf } from "../../../reports/drawing/scheme-of.ts";
import { fontSize, widthOf } from "../../../reports/drawing/text-size.ts";
import { isInside, isWithin, overlap, pointsOn, shapeAreas } from "./geometry.ts";
import { models } from "./models.ts";

/** Blocks of the document's networks are drawn as well with all that is in them; of the others, GoogLeNet has the most branches. */
const depthsOf = (name: string) => (name.startsWith("GoogLeNet") ? [2] : name.endsWith("of specs") ? [0, 1, 3] : [1]);

const drawings = models.flatMap(([name, graph]) =>
  depthsOf(name).map((depth): [string, Drawing] => [
    `${name} at depth ${depth}`,
    drawScheme(schemeOf(graph, { depth, expanded: [] })),
  ]),
);

describe.each(drawings)("the drawing of %s", (_, drawing) => {
  const { boxes, frames, edges, scheme, width, height } = drawing;

  it("has a place for every box, within the picture", () => {
    expect(boxes.map(({ item }) => item.id).sort()).toEqual(boxesIn(scheme.level).sort());
    const picture = { x: 0, y: 0, width, height };
    for (const each of [...boxes, ...frames, ...shapeAreas(drawing)]) expect(isWithin(each, picture)).toBe(true);
    for (const edge of edges) for (const { x } of pointsOn(edge)) expect(x > 0 && x < width).toBe(true);
  });

  it("has no boxes on top of others, and frames around what is in them", () => {
    for (const [index, box] of boxes.entries()) {
      expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
      for (const frame of frames) expect(!overlap(box, frame) || isWithin(box, frame)).toBe(true);
    }
  });

  it("has edges that end at what they connect and pass no other box", () => {
    const known = new Map([...boxes, ...frames].map((each) => [each.item.id, each]));
    for (const edge of edges) {
      const [start, end] = [edge.way[0]!, edge.way.at(-1)!];
      const [from, to] = [known.get(edge.from), known.get(edge.to)];
      if (from !== undefined) {
        expect(start.top).toBeCloseTo(from.y + from.height);
        expect(start.x > from.x && start.x < from.x + from.width).toBe(true);
      }
      if (to !== undefined) {
        expect(end.bottom).toBeCloseTo(to.y);
        expect(end.x > to.x && end.x < to.x + to.width).toBe(true);
      }
      const crossed = boxes.filter((box) => pointsOn(edge).some((point) => isInside(point, box)));
      expect(crossed.map(({ item }) => item.id)).toEqual([]);
    }
  });

  it("has texts that fit their boxes, and shapes that cover nothing", () => {
    for (const { item, width, height } of boxes) {
      const room = width - 2 * measures.padX + 0.01;
      for (const row of item.rows) {
        for (const { x, width: own } of firstLine(row)) expect(x + own).toBeLessThanOrEqual(room);
        for (const line of row.details) expect(widthOf(line, fontSize.detail)).toBeLessThanOrEqual(room);
      }
      expect(item.rows.reduce((sum, row) => sum + rowSize(row).height, 0)).toBeCloseTo(height);
    }
    const areas = shapeAreas(drawing);
    for (const [index, area] of areas.entries()) {
      expect(areas.slice(index + 1).filter((other) => overlap(area, other))).toEqual([]);
      expect(boxes.filter((box) => overlap(area, box)).map(({ item }) => [area.shape, item.id])).toEqual([]);
      const crossing = edges.filter((edge) => pointsOn(edge).some((point) => isInside(point, area)));
      expect(crossing.map(({ from, to }) => `${from} to ${to} over ${area.shape}`)).toEqual([]);
    }
  });
});
