import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { RecordedSpec } from "./run-record.ts";

/** The project root as a run records it; see `RecordedSpec`. */
export async function recordedRoot(folder: string, root: string): Promise<string> {
  const [from, to] = await Promise.all([realpath(folder), realpath(root)]);
  const inside = from === to || from.startsWith(to.endsWith(sep) ? to : `${to}${sep}`);
  return inside ? relative(from, to).split(sep).join("/") || "." : to;
}

/** The project root of a run in `folder`, as an absolute path; undefined where it was not recorded. */
export async function projectRootOf(folder: string, { root }: RecordedSpec): Promise<string | undefined> {
  if (root === undefined) return undefined;
  return isAbsolute(root) ? root : resolve(await realpath(folder), root);
}
