import type { Change, ChangeClass } from "../../compare/change.ts";
import type { Comparison } from "../../compare/compare.ts";
import type { TypedGraph } from "../../compiler/ir/graph.ts";
import { theme } from "../charts/theme.ts";
import { drawScheme, mostBoxes } from "../drawing/draw.ts";
import { boxesIn } from "../drawing/scheme.ts";
import { schemeOf } from "../drawing/scheme-of.ts";
import { renderSvg } from "../drawing/svg.ts";
import { escapeHtml, htmlPage, htmlTable } from "../html.ts";
import { style } from "../run/style.ts";
import { besideReports, type Compared } from "./compared.ts";
import { costLines } from "./cost.ts";
import type { DiffReport, ReportedChange, ReportedSide } from "./report.ts";
import { diagnosticLines, inNumbers, shapesLine } from "./terminal.ts";
import { verdictSentences } from "./verdict.ts";
import { count } from "./words.ts";

/** A report with what its drawings are made from. */
export interface DrawnReport {
  readonly report: DiffReport;
  readonly comparison: Comparison;
  readonly before: ReportedSide;
  readonly after: ReportedSide;
}

/** A page that asks for nothing else: both networks side by side with the changed steps in color, and what changed. */
export function renderPage(compared: Compared, drawn: readonly DrawnReport[]): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const beside = besideReports(compared).map((line) => `<p class="remark">${escapeHtml(line)}</p>`);
  const nothing =
    drawn.length === 0 && beside.length === 0 ? [`<p>No change in ${count(compared.specs, "spec")}.</p>`] : [];
  const main = ["<h1>What changed</h1>", ...beside, ...nothing, ...drawn.map(section)].join("\n");
  return htmlPage({ title: "What changed", policy, style: `${style()}${pageStyle()}`, main });
}

function section(drawn: DrawnReport, index: number): string {
  const { report } = drawn;
  const title = `<h2>${escapeHtml(report.before)} → ${escapeHtml(report.after)}</h2>`;
  if (report.changes.length === 0)
    return `<section class="run">${title}<p>No change: both mean the same.</p></section>`;
  const remarks = diagnosticLines(report).map((line) => `<p class="note">${escapeHtml(line)}</p>`);
  return `<section class="run" id="pair${index}">${title}
<p class="lead">${escapeHtml(inNumbers(report))}</p>
<ul class="changes">${report.changes.map(changeItem).join("\n")}</ul>
${verdictSentences(report.verdict)
  .map((line) => `<p>${escapeHtml(line)}</p>`)
  .join("\n")}
${htmlTable(
  "What it comes to",
  ["", "before", "after", "difference"],
  costLines(report.cost).map(({ name, before, after, difference }) => [name, before, after, difference]),
)}
${remarks.join("\n")}
${drawings(drawn, `pair${index}`)}
</section>`;
}

function changeItem(change: ReportedChange): string {
  const shapes = shapesLine(change);
  const more = [
    ...(shapes === undefined ? [] : [shapes]),
    ...(change.tensors.length === 0 ? [] : [`costs ${count(change.tensors.length, "tensor")}`]),
  ].join(", ");
  const detail = more === "" ? "" : ` <span class="note">${escapeHtml(more)}</span>`;
  return `<li><b class="${change.class}">${change.class}</b> ${escapeHtml(change.sentence)}${detail}</li>`;
}

/** Both networks, where there are not too many boxes to draw, with blocks open in which something changed. */
function drawings({ before, after, comparison }: DrawnReport, id: string): string {
  const drawing = (side: "before" | "after", { side: { graph }, lookup }: ReportedSide): string => {
    const paths = changedPaths(comparison.changes, side);
    const svg = drawn(graph, [...paths.keys()]);
    const content = svg === undefined ? "<p>It has too many blocks to be drawn.</p>" : renderSvg(svg, lookup);
    const marks = [...paths].map(([path, name]) => `#${id} .${side} [data-path="${path}"]>rect{fill:var(--${name})}`);
    return `<figure class="${side}"><figcaption>${side}</figcaption><style>${marks.join("")}</style>${content}</figure>`;
  };
  return `<div class="both">${drawing("before", before)}${drawing("after", after)}</div>`;
}

function drawn(graph: TypedGraph, changed: readonly string[]) {
  const around = changed.map((path) => path.slice(0, Math.max(0, path.lastIndexOf("."))));
  const expanded = graph.containers.map(({ path }) => path).filter((path) => around.includes(path));
  const scheme = schemeOf(graph, { depth: 0, expanded });
  return boxesIn(scheme.level).length > mostBoxes ? undefined : drawScheme(scheme);
}

/** Paths of the steps, inputs and outputs that changed, with the class of the change. */
function changedPaths(changes: readonly Change[], side: "before" | "after"): ReadonlyMap<string, ChangeClass> {
  return new Map(
    changes.flatMap((change): (readonly [string, ChangeClass])[] => {
      if (change.what === "setting") return [];
      if (change.what !== "step") return change[side] ? [[change[side].name, change.class]] : [];
      return change.places.flatMap((place) => (place[side] ? [[place[side].path, change.class] as const] : []));
    }),
  );
}

/** Colors of the classes, as marks behind a step's name and in the list. */
function pageStyle(): string {
  const color = (ground: 0 | 1) =>
    `--interface:${theme.series1[ground]}66;--weights:${theme.series1[ground]}40;--numerics:${theme.series2[ground]}55;--training:${theme.accent[ground]}33;--naming:${theme.line[ground]};`;
  return `
:root { ${color(0)} }
@media (prefers-color-scheme: dark) { :root { ${color(1)} } }
.changes { padding-left: 0; list-style: none; }
.changes li { margin: 0.25rem 0; }
.changes b { display: inline-block; min-width: 6rem; padding: 0 0.4rem; border-radius: 3px; font-weight: 600; }
${["interface", "weights", "numerics", "training", "naming"].map((name) => `.changes .${name} { background: var(--${name}); }`).join("\n")}
.both { display: flex; gap: 2rem; overflow-x: auto; align-items: flex-start; }
.both svg { max-width: none; }
`;
}
