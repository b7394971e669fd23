import type { FileSource } from "../../compiler/file-source.ts";
import { Cache } from "../../compiler/index.ts";
import { CommandError, exit } from "../exit.ts";
import { largestSpec } from "../spec.ts";
import { contentsOf, filesOf, type GitFile } from "./git.ts";
import type { SpecVersion } from "./side.ts";
import { specVersion } from "./spec-version.ts";

/** The specs of a commit; imports are resolved inside of it. */
export interface Revision {
  readonly paths: readonly string[];
  /** A spec by its path from the repository's top folder. */
  readonly spec: (path: string) => SpecVersion;
}

/** @param name what the person called the commit */
export function openRevision(repository: string, commit: string, name: string): Revision {
  const files = filesOf(repository, commit);
  const specs = [...files.values()].filter(({ path }) => path.endsWith(".kpnet"));
  let texts: ReadonlyMap<string, string> | undefined;
  const textOf = ({ object }: GitFile): string | undefined => {
    texts ??= contentsOf(repository, specs.filter(isReadable));
    return texts.get(object);
  };
  const sources = new Map<string, { source: FileSource; cache: Cache }>();
  const sourceAt = (root: string) => {
    const known = sources.get(root) ?? { source: revisionSource(files, root, textOf), cache: new Cache() };
    sources.set(root, known);
    return known;
  };
  return {
    paths: specs.map(({ path }) => path),
    spec(path) {
      const shown = `${name}:${path}`;
      if (files.has(path) && !path.endsWith(".kpnet")) throw new CommandError(exit.spec, `${shown} is no .kpnet file`);
      const root = projectRootIn(files, path);
      const { source, cache } = sourceAt(root);
      const place = { source, path: path.slice(root.length), shown, base: { revision: name, root } };
      return specVersion(place, cache);
    },
  };
}

function isReadable({ isPlain, size }: GitFile): boolean {
  return isPlain && size <= largestSpec;
}

/** The nearest folder upwards that has a package.json, else the repository's top folder; with a `/` behind it, or empty. */
function projectRootIn(files: ReadonlyMap<string, GitFile>, path: string): string {
  const folders = path.split("/").slice(0, -1);
  for (let depth = folders.length; depth > 0; depth--) {
    const root = `${folders.slice(0, depth).join("/")}/`;
    if (files.has(`${root}package.json`)) return root;
  }
  return "";
}

function revisionSource(
  files: ReadonlyMap<string, GitFile>,
  root: string,
  textOf: (file: GitFile) => string | undefined,
): FileSource {
  const fileAt = (path: string) => files.get(`${root}${path}`);
  return {
    refusal(path) {
      const file = fileAt(path);
      if (file === undefined || isReadable(file)) return undefined;
      return file.isPlain ? "too large" : "no plain file";
    },
    read(path) {
      const file = fileAt(path);
      return file && isReadable(file) ? textOf(file) : undefined;
    },
    list(folder) {
      const prefix = `${root}${folder === "" ? "" : `${folder}/`}`;
      const inside = [...files.keys()].filter((path) => path.startsWith(prefix));
      return [...new Set(inside.map((path) => path.slice(prefix.length).split("/")[0]!))];
    },
  };
}
