import type { TextLookup } from "../../diagnostics/place.ts";
import { positionOf } from "../../diagnostics/position.ts";
import { escapeHtml } from "../html.ts";
import { firstLine, measures, rowSize } from "./measure.ts";
import type { Drawing, PlacedBox, PlacedEdge, PlacedFrame, PlacedPort, Point, Straight } from "./placed.ts";
import { exit, type Row } from "./scheme.ts";
import { svgStyle } from "./svg-style.ts";
import { fontSize } from "./text-size.ts";

/**
 * The drawing as an SVG file that stands by itself, on light and on dark ground. Every step is a `g` of class `row` that has
 * its path and the place where it is written as `data-path`, `data-file`, `data-line` and `data-column`, from 1; a block says
 * by `data-open` whether what is in it is drawn.
 */
export function renderSvg(drawing: Drawing, lookup: TextLookup): string {
  const { scheme, width, height, boxes, frames, edges } = drawing;
  const title = `The network ${scheme.name}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeHtml(title)}</title>`,
    `<desc>${escapeHtml(scheme.summary)}</desc>`,
    `<style>${svgStyle()}</style>`,
    '<rect class="ground" width="100%" height="100%"/>',
    text("title", { x: measures.frame, y: 28 }, scheme.name),
    text("detail", { x: measures.frame, y: 46 }, scheme.summary),
    ...frames.map((frame) => frameSvg(frame, lookup)),
    ...edges.map(edgeSvg),
    ...boxes.map((box) => boxSvg(box, lookup)),
    ...[...frames, ...boxes].flatMap(({ outputs }) => outputs.map(shapeSvg)),
    "</svg>",
    "",
  ].join("\n");
}

function frameSvg({ item, x, y, width, height, headerHeight }: PlacedFrame, lookup: TextLookup): string {
  const rule = y + headerHeight;
  return [
    `<rect class="frame" x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="6"/>`,
    row(item.header, { x, y, width, height: headerHeight }, lookup),
    `<path class="rule" d="M${at(x)} ${at(rule)}H${at(x + width)}"/>`,
  ].join("\n");
}

function boxSvg({ item, x, y, width, height }: PlacedBox, lookup: TextLookup): string {
  const kind = item.look === "block" ? "box block" : item.look === "step" ? "box" : "box end";
  const round = item.look === "step" ? 3 : item.look === "block" ? 6 : 14;
  const rect = (shift: number) =>
    `<rect class="${kind}" x="${at(x + shift)}" y="${at(y + shift)}" width="${at(width)}" height="${at(height)}" rx="${round}"/>`;
  const rows: string[] = [];
  let top = y;
  item.rows.forEach((each, index) => {
    if (index > 0) rows.push(`<path class="rule" d="M${at(x)} ${at(top)}H${at(x + width)}"/>`);
    const { height } = rowSize(each);
    rows.push(row(each, { x, y: top, width, height }, lookup));
    top += height;
  });
  const behind = item.rows[0]!.times > 1 ? [rect(measures.behind)] : [];
  return [...behind, rect(0), ...rows].join("\n");
}

/** A row's texts, with what a viewer needs to know of it. */
function row(each: Row, area: Point & { width: number; height: number }, lookup: TextLookup): string {
  const { file, line, column } = positionOf(each.place, lookup);
  const open = each.open === undefined ? "" : ` data-open="${each.open}"`;
  const place = `data-path="${escapeHtml(each.path)}" data-file="${escapeHtml(file)}" data-line="${line}" data-column="${column}"${open}`;
  const y = area.y + measures.padY + fontSize.row;
  const left = area.x + measures.padX;
  const texts = firstLine(each).map(({ kind, content, x }) => text(kind, { x: left + x, y }, content));
  each.details.forEach((detail, index) => {
    texts.push(text("detail", { x: left, y: y + measures.detailLine * (index + 1) }, detail));
  });
  const surface = `<rect x="${at(area.x)}" y="${at(area.y)}" width="${at(area.width)}" height="${at(area.height)}" fill="none" pointer-events="all"/>`;
  return `<g class="row" ${place}><title>${escapeHtml(each.tooltip)}</title>${surface}${texts.join("")}</g>`;
}

function shapeSvg({ shape, x, y }: PlacedPort): string {
  return text("shape", { x: x + measures.beside, y: y + measures.shapeLine - 4 }, shape);
}

const arrow = 5;

/** Straight down past rows of boxes, bent between them; with an arrow where it ends at something. */
function edgeSvg({ to, way }: PlacedEdge): string {
  const [first, ...others] = way as readonly [Straight, ...Straight[]];
  let path = `M${at(first.x)} ${at(first.top)}`;
  let { x, bottom } = first;
  for (const next of others) {
    if (Math.abs(next.x - x) > 0.5) {
      const middle = (bottom + next.top) / 2;
      path += `V${at(bottom)}C${at(x)} ${at(middle)} ${at(next.x)} ${at(middle)} ${at(next.x)} ${at(next.top)}`;
    }
    ({ x, bottom } = next);
  }
  const line = `<path class="edge" d="${path}V${at(bottom)}"/>`;
  if (to === exit) return line;
  const tip = `M${at(x)} ${at(bottom)}l${-arrow + 1} ${-arrow - 2}h${2 * arrow - 2}z`;
  return `${line}<path class="arrow" d="${tip}"/>`;
}

function text(kind: string, { x, y }: Point, content: string): string {
  return `<text class="${kind}" x="${at(x)}" y="${at(y)}">${escapeHtml(content)}</text>`;
}

/** A coordinate, to a tenth of a pixel. */
function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}
