import { changeClasses, classOrder } from "../../compare/change.ts";
import { escapeHtml } from "../html.ts";
import { besideReports, type Compared } from "./compared.ts";
import { costLines } from "./cost.ts";
import type { DiffReport, ReportedChange } from "./report.ts";
import { diagnosticLines, inNumbers, shapesLine } from "./terminal.ts";
import { verdictSentences } from "./verdict.ts";
import { count } from "./words.ts";

/** GitHub takes comments of up to 65,536 characters; GitLab takes more. */
export const longestComment = 65_536;

/** By this line whoever posts the comment finds the one that is to be brought up to date. */
const marker = "<!-- kpc diff -->";

/**
 * A comment for a pull request, a part for each model or experiment that unfolds. Where it would be too long, parts are left out from the end,
 * which is said.
 */
export function renderMarkdown(compared: Compared, limit = longestComment): string {
  const head = [marker, "### What this change means", "", ...headLines(compared)].join("\n");
  const parts = compared.reports.map(part);
  const kept = [...parts];
  while (kept.length > 0 && lengthOf(head, kept, parts.length) > limit) kept.pop();
  const shortened =
    kept.length === 0 && parts.length > 0 ? [shortPart(compared.reports[0]!, limit - head.length - 500)] : kept;
  return join(head, shortened, parts.length - shortened.length);
}

function join(head: string, parts: readonly string[], left: number): string {
  const rest = left > 0 ? [`_${count(left, "comparison")} left out: the comment would be too long._`] : [];
  return `${[head, ...parts, ...rest].join("\n\n")}\n`;
}

function lengthOf(head: string, parts: readonly string[], all: number): number {
  return join(head, parts, all - parts.length).length;
}

function headLines(compared: Compared): string[] {
  const { reports, specs } = compared;
  const beside = besideReports(compared).map(inert);
  if (reports.every(({ changes }) => changes.length === 0) && beside.length === 0)
    return [`No change in ${count(specs, "spec")}.`];
  const told = classOrder
    .toReversed()
    .filter((name) => reports.some(({ changes }) => changes.some((change) => change.class === name)));
  return [
    ...told.map((name) => `- **${name}**: ${changeClasses[name]}`),
    ...(beside.length > 0 ? ["", ...beside] : []),
  ];
}

function part(report: DiffReport): string {
  return details(report, report.changes.map(changeLine), []);
}

/** As many changes as there is room for. */
function shortPart(report: DiffReport, room: number): string {
  const lines = report.changes.map(changeLine);
  const all = lines.length;
  while (lines.length > 0 && details(report, lines, [leftOut(all - lines.length)]).length > room) lines.pop();
  return details(report, lines, [leftOut(all - lines.length)]);
}

function leftOut(changes: number): string {
  return `- _${count(changes, "change")} left out: the comment would be too long._`;
}

function details(report: DiffReport, changes: readonly string[], more: readonly string[]): string {
  const title = `<summary><b>${escapeHtml(report.after)}</b>: ${summaryOf(report)}</summary>`;
  if (report.changes.length === 0) return `<details>${title}\n\nBefore: ${code(report.before)}.\n\n</details>`;
  const remarks = diagnosticLines(report).map((line) => `- ${inert(line)}`);
  return [
    `<details open>${title}`,
    `Before: ${code(report.before)}.`,
    [...changes, ...more].join("\n"),
    verdictSentences(report.verdict).map(inert).join("<br>\n"),
    costTable(report),
    ...(remarks.length > 0 ? [remarks.join("\n")] : []),
    "</details>",
  ].join("\n\n");
}

function summaryOf(report: DiffReport): string {
  return report.changes.length === 0 ? "no change" : inNumbers(report);
}

function changeLine(change: ReportedChange): string {
  const shapes = shapesLine(change);
  const tensors = change.tensors.length === 0 ? "" : `, costs ${count(change.tensors.length, "tensor")}`;
  return `- **${change.class}** ${code(change.sentence)}${shapes === undefined ? "" : ` ${inert(shapes)}`}${tensors}`;
}

function costTable({ cost }: DiffReport): string {
  const rows = costLines(cost).map(
    ({ name, before, after, difference }) => `| ${name} | ${before} | ${after} | ${difference} |`,
  );
  return ["| | before | after | difference |", "| --- | ---: | ---: | ---: |", ...rows].join("\n");
}

/** Text that means nothing to Markdown and HTML. */
function inert(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|#@!]/g, "\\$&")
    .replaceAll(/[\r\n]+/g, " ");
}

/** Text between backticks, as many as it takes. */
function code(text: string): string {
  const fence = "`".repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${text.replaceAll(/[\r\n]+/g, " ")}${space}${fence}`;
}
