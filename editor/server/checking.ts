import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { sayingKey } from "../../diagnostics/repetitions.ts";
import type { Project } from "./project.ts";

/** What there is to say of a project's files, by path. */
export type Findings = ReadonlyMap<string, readonly Diagnostic[]>;

/**
 * Checks the open files of a project. What is told of a file by itself and as the import of another open file is told
 * together: what is wrong in a block may show only where it is called. Gives way between two files, and gives up,
 * with undefined, where `isOver` says that the texts are no longer these.
 */
export async function checkOpenFiles(project: Project, isOver: () => boolean): Promise<Findings | undefined> {
  for (const [index, path] of project.open.entries()) {
    if (index > 0) await new Promise((resolve) => setImmediate(resolve));
    if (isOver()) return undefined;
    project.check(path);
  }
  return findingsIn(project);
}

/** What there is to say of the open files, and of those that they import. */
export function findingsIn(project: Project): Findings {
  return project.remember("findings", () => {
    const checked = project.open.map((path) => project.check(path));
    const files = checked.flatMap((each) => [...each.files.keys()]);
    return byFile(new Set(files), distinct(checked.flatMap(({ diagnostics }) => diagnostics)));
  });
}

/** Each thing once: two files may import the one that it is about. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const diagnostic of diagnostics) {
    const key = sayingKey(diagnostic);
    if (!found.has(key)) found.set(key, diagnostic);
  }
  return [...found.values()];
}

function byFile(files: Iterable<string>, diagnostics: readonly Diagnostic[]): Findings {
  const found = new Map<string, Diagnostic[]>([...files].map((file) => [file, []]));
  for (const diagnostic of diagnostics) found.get(diagnostic.place.file)?.push(diagnostic);
  return found;
}
