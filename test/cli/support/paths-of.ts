/** Where a value stands in a JSON value: `steps[].shape[]`. */
export type JsonPath = string;

/** Paths of all that is in a JSON value; members of a list share one. */
export function pathsOf(value: unknown, at: JsonPath = ""): Set<JsonPath> {
  if (Array.isArray(value)) return union(value.map((member) => pathsOf(member, `${at}[]`)));
  if (typeof value !== "object" || value === null) return new Set([at]);
  return union(Object.entries(value).map(([key, member]) => pathsOf(member, at === "" ? key : `${at}.${key}`)));
}

function union(sets: readonly ReadonlySet<JsonPath>[]): Set<JsonPath> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** What a command documents of its JSON, as patterns that paths are held against. */
export interface DocumentedPath {
  readonly pattern: RegExp;
  /** `?`: there only where it has something to say. */
  readonly optional: boolean;
  readonly documented: string;
}

export function documentedPaths(json: Readonly<Record<string, string>>): DocumentedPath[] {
  return Object.keys(json).map((documented) => {
    const path = documented.replace(/[?*]+$/, "");
    const open = documented.endsWith("*");
    const optional = /\?\*?$/.test(documented);
    // In place of a list there may be null.
    const escaped = path.replaceAll(/[.[\]]/g, "\\$&").replace(/\\\[\\\]$/, "(\\[\\])?");
    return { pattern: new RegExp(`^${escaped}${open ? "([.[].*)?" : ""}$`), optional, documented };
  });
}
