import { escapeHtml, htmlPage, htmlTable } from "../html.ts";
import { distributionChart, lossCaption, lossChart } from "./curves.ts";
import type { ReportedRun } from "./run.ts";
import { exampleSection } from "./sections/examples.ts";
import { comparisonTable, figuresTable } from "./sections/figures.ts";
import { filterSection } from "./sections/filters.ts";
import { pointSection } from "./sections/points.ts";
import { specSection } from "./sections/spec.ts";
import { style } from "./style.ts";

/** A report of one run, or of several beside each other: one HTML file that asks for nothing else. */
export function reportPage(runs: readonly ReportedRun[]): string {
  const title = runs.map(({ name }) => name).join(", ");
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
  const main = runs.length === 1 ? onePage(runs[0]!) : manyPage(runs, title);
  return htmlPage({ title, policy, style: style(), main });
}

function onePage(run: ReportedRun): string {
  return `<header><h1>${escapeHtml(run.name)}</h1>${lead(run)}</header>\n${charts([run])}\n${details(run)}`;
}

function manyPage(runs: readonly ReportedRun[], title: string): string {
  const links = runs.map(({ name }, index) => `<a href="#run-${index}">${escapeHtml(name)}</a>`).join(" ");
  const sections = runs.map(
    (run, index) =>
      `<section id="run-${index}" class="run"><h2>${escapeHtml(run.name)}</h2>${lead(run)}\n${charts([run])}\n${details(run)}</section>`,
  );
  return [
    `<header><h1>${escapeHtml(title)}</h1><nav>${links}</nav></header>`,
    comparisonTable(runs),
    charts(runs),
    ...sections,
  ].join("\n");
}

function lead({ experiment, model, doc, remark, weights }: ReportedRun): string {
  const words = doc === "" ? "" : `<p>${escapeHtml(doc)}</p>`;
  const warning = remark === undefined ? "" : `<p class="remark">${escapeHtml(remark)}</p>`;
  return `<p class="lead">Experiment ${escapeHtml(experiment)}, model ${escapeHtml(model)}; pictures and errors are of the ${escapeHtml(weights)}.</p>${words}${warning}`;
}

function charts(runs: readonly ReportedRun[]): string {
  const chart = (svg: string, caption: string) =>
    `<figure class="chart"><figcaption>${caption}</figcaption>${svg}</figure>`;
  return `<div class="charts">${chart(lossChart(runs), lossCaption(runs))}${chart(distributionChart(runs), "Cumulative error distribution of the validation pictures")}</div>`;
}

function details(run: ReportedRun): string {
  return [
    figuresTable(run),
    `<h3>Best and worst</h3>${exampleSection(run)}`,
    `<h3>Error of each point</h3>${pointSection(run)}`,
    `<h3>First layer</h3>${filterSection(run)}`,
    `<h3>Run</h3>${htmlTable("What was trained, with what", ["", ""], run.facts)}`,
    `<h3>Spec</h3>${specSection(run)}`,
  ].join("\n");
}
