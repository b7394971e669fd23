import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { placeKey } from "../../diagnostics/place.ts";
import { withoutRepetitions } from "../../diagnostics/repetitions.ts";
import type { Project } from "./project.ts";

/** What there is to say of a project's files, by path. */
export type Findings = ReadonlyMap<string, readonly Diagnostic[]>;

/**
 * Checks the open files of a project. What is told of a file by itself and as the import of another open file is told
 * together: what is wrong in a block may show only where it is called. Gives way between two files, and gives up,
 * with undefined, where `isOver` says that the texts are no longer these.
 */
export async function checkOpenFiles(project: Project, isOver: () => boolean): Promise<Findings | undefined> {
  const all: Diagnostic[] = [];
  const files = new Set<string>();
  for (const path of project.open) {
    if (files.size > 0) await new Promise((resolve) => setImmediate(resolve));
    if (isOver()) return undefined;
    const checked = project.check(path);
    for (const file of checked.files.keys()) files.add(file);
    all.push(...checked.diagnostics);
  }
  return byFile(files, distinct(all));
}

/** Each thing once: two files may import the one that it is about. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.name} ${placeKey(diagnostic.place)} ${withoutRepetitions(diagnostic.message)}`;
    if (!found.has(key)) found.set(key, diagnostic);
  }
  return [...found.values()];
}

function byFile(files: Iterable<string>, diagnostics: readonly Diagnostic[]): Findings {
  const found = new Map<string, Diagnostic[]>([...files].map((file) => [file, []]));
  for (const diagnostic of diagnostics) found.get(diagnostic.place.file)?.push(diagnostic);
  return found;
}
