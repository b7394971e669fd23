import {
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic as Shown,
} from "vscode-languageserver/node.js";
import type { Diagnostic, Severity } from "../../../diagnostics/diagnostic.ts";
import { locationOf, rangeOf } from "../places.ts";
import type { Project } from "../project.ts";
import type { Workspace } from "../workspace.ts";

/** A diagnostic as editors show it. `docs` is the folder of the reference, as a URI. */
export function shownDiagnostic(workspace: Workspace, project: Project, docs: string, diagnostic: Diagnostic): Shown {
  const { name, severity, message, place, related, help } = diagnostic;
  const remarks = related.map((remark): DiagnosticRelatedInformation => {
    return { location: locationOf(workspace, project, remark.place), message: remark.message };
  });
  return {
    range: rangeOf(project, place),
    severity: severities[severity],
    source: "kpc",
    code: name,
    codeDescription: { href: `${docs}/diagnostics.md#${name}-${severity}` },
    message: help === undefined ? message : `${message}\n${help}`,
    ...(remarks.length === 0 ? {} : { relatedInformation: remarks }),
    ...(name.startsWith("unused_") ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};
