import { createHash } from "node:crypto";

/** The text of every spec file that an experiment reads, by path relative to the project root. */
export type SpecFiles = Readonly<Record<string, string>>;

/** SHA-256 over paths and texts, in the paths' order; each is preceded by its length, so no two sets look alike. */
export function hashSpec(files: SpecFiles): string {
  const hash = createHash("sha256");
  for (const path of Object.keys(files).sort()) {
    for (const part of [path, files[path]!]) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return hash.digest("hex");
}
