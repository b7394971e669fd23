/** How the compiler reads spec files; it has no other way to the outside. Paths use `/` and are relative to the project root. */
export interface FileSource {
  /** The text of a file, or undefined where there is none. */
  read(path: string): string | undefined;
  /** Why a file that is there is not read; undefined where there is none. */
  refusal?(path: string): Refusal | undefined;
  /** Names of the files in a folder (`""` is the root), to suggest one from. */
  list?(folder: string): readonly string[];
}

/** `outside`: it leads out of the project by a symbolic link. */
export type Refusal = "outside" | "no plain file" | "too large";

/** Files held in memory, for tests and editors. */
export function memorySource(files: Readonly<Record<string, string>>): FileSource {
  return {
    read: (path) => (Object.hasOwn(files, path) ? files[path] : undefined),
    list: (folder) => {
      const start = folder === "" ? "" : `${folder}/`;
      const inside = Object.keys(files).filter((path) => path.startsWith(start));
      return inside.map((path) => path.slice(start.length)).filter((name) => !name.includes("/"));
    },
  };
}
