import { type ChangeClass, changeClasses, classOrder } from "../../compare/change.ts";
import type { Compared } from "./compared.ts";
import type { DiffReport, ReportedChange } from "./report.ts";

/** How grave SARIF calls what is at stake. */
const levels: Readonly<Record<ChangeClass, "error" | "warning" | "note">> = {
  interface: "error",
  weights: "warning",
  numerics: "warning",
  training: "note",
  naming: "note",
};

/**
 * The changes as results of a static analysis (SARIF 2.1.0, OASIS 2020), one rule a class, each at the place where it is written; what could
 * not be compared is a notification that says that the run did not succeed.
 */
export function renderSarif({ reports, failures }: Compared, version: string): string {
  const run = {
    tool: {
      driver: {
        name: "kpc",
        version,
        informationUri: "https://www.npmjs.com/package/kpnet",
        rules: classOrder.map((name) => ({
          id: ruleOf(name),
          shortDescription: { text: changeClasses[name] },
          defaultConfiguration: { level: levels[name] },
        })),
      },
    },
    invocations: [
      {
        executionSuccessful: failures.length === 0,
        toolExecutionNotifications: failures.map((text) => ({ level: "error", message: { text } })),
      },
    ],
    columnKind: "utf16CodeUnits",
    results: reports.flatMap((report) => report.changes.map((change) => resultOf(change, report))),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Stable names, which a configuration may refer to. */
function ruleOf(name: ChangeClass): string {
  return `kpc-diff/${name}`;
}

function resultOf(change: ReportedChange, { before, after }: DiffReport) {
  const { file, line, column, endLine, endColumn } = change.location;
  return {
    ruleId: ruleOf(change.class),
    ruleIndex: classOrder.indexOf(change.class),
    level: levels[change.class],
    message: { text: `${after}, since ${before}: ${change.sentence}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join("/") },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        logicalLocations: [{ fullyQualifiedName: change.path }],
      },
    ],
    properties: { kind: change.kind, before: change.before, after: change.after, tensors: change.tensors },
  };
}
