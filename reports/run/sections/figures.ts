import { type Cell, escapeHtml, htmlTable } from "../../html.ts";
import type { FigureRow, ReportedRun } from "../run.ts";

/** A run's figures beside those of the document and of the mean point. */
export function figuresTable({ figures, bestEpoch }: ReportedRun): string {
  const head = ["figure", "after the last epoch", `best epoch (${bestEpoch})`, "reported", "always the mean point"];
  const rows = figures.map((row) => [row.name, row.last, row.best, reportedCell(row), row.meanPoint]);
  const note = figures.some(({ reported, comparable }) => reported !== undefined && !comparable)
    ? `<p class="note">${mark} can't be compared: the document measured it on data that is not here, or in a way that this run does not.</p>`
    : "";
  return `${htmlTable("Figures", head, rows)}${note}`;
}

const mark = "†";

function reportedCell({ reported, comparable }: FigureRow): Cell {
  if (reported === undefined || comparable) return reported;
  return { html: `<span class="apart">${escapeHtml(reported)} <abbr title="can't be compared">${mark}</abbr></span>` };
}

/** Runs beside each other, a column each: the figures of the epoch that validated best, and in what they differ. */
export function comparisonTable(runs: readonly ReportedRun[]): string {
  const figures = namesIn(runs.map((run) => run.figures.filter(({ best }) => best !== undefined)));
  const facts = [...new Set(runs.flatMap((run) => run.facts.map(([name]) => name)))];
  const factsOf = (name: string) => runs.map((run) => run.facts.find(([fact]) => fact === name)?.[1]);
  const validation = (column: "reported" | "meanPoint") =>
    runs.map((run) => run.figures.find(({ name }) => name === "validation loss")?.[column]);
  const rows: Cell[][] = [
    ["best epoch", ...runs.map(({ bestEpoch, epochs }) => `${bestEpoch} of ${epochs.length}`)],
    ...figures.map((name) => [name, ...runs.map((run) => run.figures.find((row) => row.name === name)?.best)]),
    ...rowWhereAny("reported validation loss", validation("reported")),
    ...rowWhereAny("mean point's validation loss", validation("meanPoint")),
    ...facts.filter((name) => new Set(factsOf(name)).size > 1).map((name) => [name, ...factsOf(name)]),
  ];
  return htmlTable(
    "The best epoch of each run, and in what the runs differ",
    ["", ...runs.map(({ name }) => name)],
    rows,
  );
}

/** A row that says nothing of any run is left out. */
function rowWhereAny(name: string, cells: readonly Cell[]): Cell[][] {
  return cells.every((cell) => cell === undefined) ? [] : [[name, ...cells]];
}

function namesIn(lists: readonly (readonly FigureRow[])[]): readonly string[] {
  return [...new Set(lists.flatMap((rows) => rows.map(({ name }) => name)))];
}
