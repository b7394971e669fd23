import { escapeHtml } from "../html.ts";
import { type Scale, showTick } from "./scale.ts";
import { color } from "./theme.ts";

/** The part of a drawing in which values are drawn, in its own units. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Axis {
  readonly title: string;
  readonly scale: Scale;
  /** What is written beside a tick; the number itself where left out. */
  readonly show?: (tick: number) => string;
}

/** Lines at the ticks, their values, and the titles of both axes. */
export function axes(plot: Plot, x: Axis, y: Axis): string {
  const { left, right, top, bottom } = plot;
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const rows = y.scale.ticks.map((tick) => {
    const at = place(y.scale.at(tick));
    return `${grid(left, at, right, at)}${label(left - 6, at + 4, "end", show(y, tick))}`;
  });
  const columns = x.scale.ticks.map((tick) => {
    const at = place(x.scale.at(tick));
    return `${grid(at, top, at, bottom)}${label(at, bottom + 16, "middle", show(x, tick))}`;
  });
  return [
    ...rows,
    ...columns,
    `<path d="M${left},${top}V${bottom}H${right}" fill="none" stroke="${color("faint")}"/>`,
    label(middle.x, bottom + 34, "middle", x.title),
    `<g transform="translate(12 ${middle.y}) rotate(-90)">${label(0, 0, "middle", y.title)}</g>`,
  ].join("");
}

function show({ show = showTick }: Axis, tick: number): string {
  return show(tick);
}

function grid(x1: number, y1: number, x2: number, y2: number): string {
  return `<path d="M${x1},${y1}L${x2},${y2}" stroke="${color("line")}" stroke-width="0.75"/>`;
}

export function label(x: number, y: number, anchor: "start" | "middle" | "end", text: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="12" fill="${color("faint")}">${escapeHtml(text)}</text>`;
}

/** Tenths are finer than any screen. */
export function place(value: number): number {
  return Math.round(value * 10) / 10;
}
