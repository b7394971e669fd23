import { type ComparedSides, compareSides } from "../../cli/sides/compare-sides.ts";
import { openSides } from "../../cli/sides/open-sides.ts";
import { subjectNamed } from "../../cli/sides/subjects.ts";

import { type Comparison, compare } from "../../compare/compare.ts";
import type { Side } from "../../compare/side.ts";
import { memorySource } from "../../compiler/file-source.ts";
import { checkProject } from "../../compiler/index.ts";
import type { DiffReport } from "../../reports/diff/report.ts";

/** `NoseNet` of a text that has no errors. */
export function sideOf(text: string, name: string, others: Readonly<Record<string, string>> = {}): Side {
  const project = checkProject("spec.kpnet", memorySource({ ...others, "spec.kpnet": text }));
  const errors = project.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return subjectNamed({ ...project, fileName: (file) => file }, name)!.side;
}

/** A model `M` with these lines behind its input. */
export function model(lines: string, { input = "image[1, 16, 16] in 0..1", before = "" } = {}): Side {
  const output = lines.includes("output ") ? "" : "\n  output out: features[C, H, W]";
  return sideOf(`${before}\nmodel M {\n  input x: ${input}\n${lines}${output}\n}`, "M");
}

/** `changed conv1`, for each change. */
export function told({ changes }: Comparison): string[] {
  return changes.map((change) => {
    if (change.what === "setting") return `${change.kind} ${change.key}`;
    if (change.what !== "step") return `${change.kind} ${change.what}`;
    const [{ before, after } = {}] = change.places;
    const path = (after ?? before)!.path;
    return `${change.kind} ${path}${change.places.length > 1 ? ` x${change.places.length}` : ""}`;
  });
}

export function toldBetween(before: Side, after: Side): string[] {
  return told(compare(before, after));
}

/** Compares two specs of the repository: `nosenet.kpnet#Nose`. */
export async function comparedBetween(before: string, after: string): Promise<ComparedSides> {
  return compareSides(...(await openSides(`specs/${before}`, `specs/${after}`)));
}

/** What `kpc diff` says of them. */
export async function reportBetween(before: string, after: string): Promise<DiffReport> {
  const { reports } = await comparedBetween(before, after);
  return reports[0]!.report;
}
