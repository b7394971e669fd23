/** What may stand behind `@` on a step or a property. */
export interface AnnotationSchema {
  readonly doc: string;
  /** What stands in its parentheses. */
  readonly takes: "nothing" | "diagnostics" | "path";
}

export const annotationSchemas: Readonly<Record<string, AnnotationSchema>> = {
  assumed: { doc: "The document that this is from doesn't say so.", takes: "nothing" },
  allow: { doc: "Silences notes and warnings, by the diagnostic's name, where they are meant.", takes: "diagnostics" },
  was: { doc: "The step's former path, so that weights and diffs follow a renaming.", takes: "path" },
};
