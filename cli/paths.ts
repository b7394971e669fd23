import { relative, sep } from "node:path";

/** A path as a person would write it from where they stand. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  if (short === "") return ".";
  return short === ".." || short.startsWith(`..${sep}`) ? path : short;
}
