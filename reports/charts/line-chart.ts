import { escapeHtml } from "../html.ts";
import { type Axis, axes, type Plot, place } from "./axes.ts";
import { dashOf, type LegendEntry, legend } from "./legend.ts";
import { linearScale, logScale } from "./scale.ts";

export interface Series extends LegendEntry {
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface ChartAxis {
  readonly title: string;
  /** From and to; the smallest stretch that holds all values where left out. Lines are cut off where they leave it. */
  readonly extent?: readonly [number, number];
  readonly log?: boolean;
  readonly show?: Axis["show"];
}

export interface LineChart {
  readonly title: string;
  /** What it shows, for those who can't see it. */
  readonly description: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly Series[];
  /** What the legend shows, where that is not each line by its name. */
  readonly legend?: readonly LegendEntry[];
  /** Places that are marked by a dot. */
  readonly dots?: readonly { readonly at: readonly [number, number]; readonly color: string; readonly title: string }[];
}

const width = 460;
const plot: Plot = { left: 62, right: width - 12, top: 12, bottom: 262 };

/** Lines over two axes with a legend below, as SVG. */
export function lineChart(chart: LineChart): string {
  const { title, description, x, y, series, dots = [] } = chart;
  const xAxis = axisOf(
    x,
    series.flatMap(({ points }) => points.map(([at]) => at)),
    [plot.left, plot.right],
  );
  const yAxis = axisOf(
    y,
    series.flatMap(({ points }) => points.map(([, at]) => at)),
    [plot.bottom, plot.top],
  );
  const at = ([px, py]: readonly [number, number]) => `${place(xAxis.scale.at(px))},${place(yAxis.scale.at(py))}`;
  const lines = series.map(
    ({ points, color, dash }) =>
      `<path d="M${points.map(at).join("L")}" fill="none" stroke="${color}" stroke-width="1.8" stroke-linejoin="round"${dashOf(dash)}/>`,
  );
  const circles = dots.map((dot) => {
    const [cx, cy] = at(dot.at).split(",");
    return `<circle cx="${cx}" cy="${cy}" r="4" fill="${dot.color}"><title>${escapeHtml(dot.title)}</title></circle>`;
  });
  const { svg, height } = legend(chart.legend ?? series, { left: plot.left, right: plot.right, top: plot.bottom + 44 });
  return [
    `<svg role="img" viewBox="0 0 ${width} ${plot.bottom + 50 + height}" font-family="system-ui, sans-serif">`,
    `<title>${escapeHtml(title)}</title><desc>${escapeHtml(description)}</desc>`,
    axes(plot, xAxis, yAxis),
    `<svg x="0" y="${plot.top - 2}" width="${width}" height="${plot.bottom - plot.top + 4}" viewBox="0 ${plot.top - 2} ${width} ${plot.bottom - plot.top + 4}">${lines.join("")}</svg>`,
    ...circles,
    svg,
    "</svg>",
  ].join("");
}

function axisOf(
  { title, extent, log, show }: ChartAxis,
  values: readonly number[],
  place: readonly [number, number],
): Axis {
  const ends = extent ?? extentOf(values, log === true);
  const scale = log ? logScale(ends, place) : linearScale(ends, place);
  return { title, scale, ...(show === undefined ? {} : { show }) };
}

/** A little more than what the values take. */
function extentOf(values: readonly number[], log: boolean): readonly [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (log) return [low / 1.1, high * 1.1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}
