/** How the compiler reads spec files; it has no other way to the outside. Paths use `/` and are relative to the project root. */
export interface FileSource {
  /** The text of a file, or undefined where there is none. */
  read(path: string): string | undefined;
}

/** Files held in memory, for tests and editors. */
export function memorySource(files: Readonly<Record<string, string>>): FileSource {
  return { read: (path) => files[path] };
}
