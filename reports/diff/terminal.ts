import { type ChangeClass, classOrder } from "../../compare/change.ts";
import type { Paint, Style } from "../../diagnostics/colour.ts";
import { plain } from "../../diagnostics/colour.ts";
import { renderTable } from "../table.ts";
import { costLines } from "./cost.ts";
import type { DiffReport, ReportedChange } from "./report.ts";
import { verdictSentences } from "./verdict.ts";
import { count, someOf } from "./words.ts";

const styles: Readonly<Record<ChangeClass, Style>> = {
  interface: "error",
  weights: "error",
  numerics: "warning",
  training: "note",
  naming: "help",
};

/** A comparison for a terminal: changes, what becomes of checkpoints, what it costs. */
export function renderTerminal(report: DiffReport, paint: Paint = plain): string {
  const title = paint("strong", `${report.before} -> ${report.after}`);
  if (report.changes.length === 0) return `${title}\nNo change: both mean the same.\n`;
  const remarks = diagnosticLines(report);
  const changes = report.changes.map((change) => changeLines(change, paint)).join("\n");
  return [
    `${title}\n${inNumbers(report)}`,
    changes,
    verdictSentences(report.verdict).join("\n"),
    costTable(report),
    ...(remarks.length === 0 ? [] : [remarks.join("\n")]),
    "",
  ].join("\n\n");
}

/** What the compiler says of one side only. */
export function diagnosticLines({ diagnostics: { added, gone } }: DiffReport): string[] {
  return [
    ...added.map(({ name, severity, message }) => `New ${severity}: ${message} [${name}]`),
    ...gone.map(({ name, severity, message }) => `No ${severity} any more: ${message} [${name}]`),
  ];
}

/** `4 changes: 2 numerics, 2 training`, the gravest first. */
export function inNumbers({ changes }: DiffReport): string {
  const counts = classOrder.toReversed().map((name) => [name, changes.filter((each) => each.class === name).length]);
  const told = counts.filter(([, n]) => n !== 0).map(([name, n]) => `${n} ${name}`);
  return `${count(changes.length, "change")}: ${told.join(", ")}`;
}

const indent = " ".repeat(13);

function changeLines(change: ReportedChange, paint: Paint): string {
  const label = `  ${paint(styles[change.class], change.class)}${" ".repeat(11 - change.class.length)}`;
  const lines = [`${label}${change.sentence}`];
  const shapes = shapesLine(change);
  if (shapes !== undefined) lines.push(`${indent}${shapes}`);
  if (change.tensors.length > 0) lines.push(`${indent}costs ${someOf(change.tensors, 4)}`);
  return lines.join("\n");
}

/** `[6, 60, 80] -> [16, 60, 80]`; undefined where there is no shape, or the sentence has it. */
export function shapesLine({ what, shapes: { before, after } }: ReportedChange): string | undefined {
  if (what !== "step") return undefined;
  const texts = [before, after].flatMap((shape) => (shape === null ? [] : [`[${shape.join(", ")}]`]));
  return texts[0] === texts[1] ? texts[0] : texts.join(" -> ");
}

function costTable({ cost }: DiffReport): string {
  return renderTable(
    [
      { title: "", align: "left", cell: ({ name }) => name },
      { title: "before", align: "right", cell: ({ before }) => before },
      { title: "after", align: "right", cell: ({ after }) => after },
      { title: "difference", align: "right", cell: ({ difference }) => difference },
    ],
    costLines(cost),
  );
}
