import { paint, plain } from "../../diagnostics/colour.ts";
import { besideReports, type Compared } from "../../reports/diff/compared.ts";
import { renderTerminal } from "../../reports/diff/terminal.ts";
import { count } from "../../reports/diff/words.ts";
import { isColoured } from "../output.ts";
import { version } from "../version.ts";
import type { ComparedSides } from "./compare-sides.ts";

/** What `--format` can be: how each form is made, with what it needs loaded when it is asked for. */
const forms = {
  terminal: async (sides: ComparedSides) => terminalText(comparedIn(sides)),
  async markdown(sides: ComparedSides) {
    const { renderMarkdown } = await import("../../reports/diff/markdown.ts");
    return renderMarkdown(comparedIn(sides));
  },
  async sarif(sides: ComparedSides) {
    const { renderSarif } = await import("../../reports/diff/sarif.ts");
    return renderSarif(comparedIn(sides), version);
  },
  async html(sides: ComparedSides) {
    const { renderPage } = await import("../../reports/diff/html.ts");
    return renderPage(comparedIn(sides), sides.reports);
  },
};

export type DiffForm = keyof typeof forms;

export function render(form: DiffForm, sides: ComparedSides): Promise<string> {
  return forms[form](sides);
}

/** The same as plain data. */
export function comparedIn({ reports, failures, ...rest }: ComparedSides): Compared {
  return {
    ...rest,
    reports: reports.map(({ report }) => report),
    failures: failures.map(({ message }) => message),
  };
}

function terminalText(compared: Compared): string {
  const inColour = isColoured(process.stdout) ? paint : plain;
  const beside = besideReports({ ...compared, failures: [] });
  const parts = [
    ...compared.reports.map((report) => renderTerminal(report, inColour)),
    ...beside.map((line) => `${line}\n`),
  ];
  if (parts.length === 0 && compared.failures.length === 0) return `No change in ${count(compared.specs, "spec")}.`;
  return parts.join("\n");
}
