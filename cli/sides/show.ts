import { paint, plain } from "../../diagnostics/colour.ts";
import { renderTerminal } from "../../reports/diff/terminal.ts";
import { count } from "../../reports/diff/words.ts";
import { isColoured, result, say } from "../output.ts";
import type { ComparedSides } from "./compare-sides.ts";

/** Shows what came of a comparison: changes on stdout, what could not be compared on stderr. */
export function show({ reports, removed, added, libraries, failures, specs }: ComparedSides): void {
  const inColour = isColoured(process.stdout) ? paint : plain;
  const parts = reports.map((report) => renderTerminal(report, inColour));
  if (removed.length > 0) parts.push(`Gone: ${removed.join(", ")}\n`);
  if (added.length > 0) parts.push(`New: ${added.join(", ")}\n`);
  for (const library of libraries)
    parts.push(
      `${library} has changed, and has no model or experiment: what that means shows in specs that import it.\n`,
    );
  if (parts.length > 0) result(parts.join("\n"));
  else if (failures.length === 0) result(`No change in ${count(specs, "spec")}.`);
  for (const { message } of failures) say(`kpc: could not compare: ${message}`);
}
