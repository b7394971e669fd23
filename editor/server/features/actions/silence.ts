import type { Diagnostic, Edit } from "../../../../diagnostics/diagnostic.ts";
import type { Place, Span } from "../../../../diagnostics/place.ts";
import type { Annotation, Declaration } from "../../../../grammar/tree.ts";
import type { Project } from "../../project.ts";

/** What `@allow` may stand behind. */
interface Annotated {
  readonly annotations: readonly Annotation[];
  readonly span: Span;
}

/**
 * The `@allow` that silences a warning or note, on the step or property that it is about. Undefined for errors, and where there is
 * no such thing.
 */
export function silencing(project: Project, { name, severity, place }: Diagnostic): Edit | undefined {
  if (severity === "error" || aboutAllowances.includes(name)) return undefined;
  const declaration = project.tree(place.file).declarations.find(({ key }) => key === place.declaration);
  const annotated = declaration && innermost(declaration, place.span);
  if (annotated === undefined) return undefined;
  const title = `silence with @allow(${name})`;
  const at = (offset: number): Place => ({ ...place, span: { start: offset, end: offset } });
  const known = annotated.annotations.find((annotation) => annotation.name.text === "allow");
  const last = known?.arguments.at(-1);
  if (last !== undefined) return { title, place: at(last.span.end), text: `, ${name}` };
  return { title, place: at(annotated.span.end), text: ` @allow(${name})` };
}

/** Told of `@allow` itself. */
const aboutAllowances: readonly string[] = ["allow_without_effect"];

/** The smallest step, port, property or edit around a span. */
function innermost(declaration: Declaration, { start, end }: Span): Annotated | undefined {
  let found: Annotated | undefined;
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("span" in node) {
      const span = node.span as Span;
      if (span.start > start || span.end < end) return;
      if ("annotations" in node) found = node as unknown as Annotated;
    }
    for (const part of Object.values(node)) visit(part);
  };
  visit(declaration);
  return found;
}
