import { existsSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { FileSource, Refusal } from "../compiler/file-source.ts";
import { type CheckedProject, checkProject } from "../compiler/index.ts";
import { type Diagnostic, hasErrors } from "../diagnostics/diagnostic.ts";
import { fromHere, type Report, refusal, show } from "./diagnostics.ts";
import { CommandError, exit } from "./exit.ts";

/** A spec as named on the command line, read and checked. */
export interface LoadedSpec {
  /** Folder that data paths and the spec's own path are relative to. */
  readonly root: string;
  /** Path of the spec from the root, `/` between folders. */
  readonly path: string;
  /** The file as the person named it. */
  readonly shown: string;
  /** After `#`: a model or an experiment. */
  readonly fragment: string | undefined;
  readonly project: CheckedProject;
  /** Diagnostics of the spec as the person is to see them. */
  readonly reportOf: (diagnostics: readonly Diagnostic[]) => Report;
  /** What there is to say about it. */
  readonly report: Report;
}

/** Nobody writes a spec of this many bytes; more is a mistake, such as a picture, and takes long to read. */
export const largestSpec = 8 * 2 ** 20;

/** The nearest folder upwards with a package.json or .git; the spec's own folder where there is none. */
export function projectRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) || existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

/** Files of a project, read from disk. What is not there, or is no file of the project's, is undefined. */
export function diskSource(root: string): FileSource {
  const refusal = (path: string): Refusal | undefined => {
    const full = join(root, path);
    const stats = statsOf(full);
    if (stats === undefined) return undefined;
    if (!isInside(root, realpathSync(full))) return "outside";
    if (!stats.isFile()) return "no plain file";
    return stats.size > largestSpec ? "too large" : undefined;
  };
  return {
    refusal,
    read(path) {
      const full = join(root, path);
      if (statsOf(full) === undefined || refusal(path) !== undefined) return undefined;
      return readFileSync(full, "utf8");
    },
    list(folder) {
      const full = join(root, folder);
      return existsSync(full) && statSync(full).isDirectory() ? readdirSync(full) : [];
    },
  };
}

function isInside(root: string, real: string): boolean {
  const way = relative(realpathSync(root), real);
  return !isAbsolute(way) && way.split(sep)[0] !== "..";
}

/** Reads and checks `specs/nosenet.kpnet#Nose`. Says nothing yet about what is wrong with it. */
export function loadSpec(argument: string): LoadedSpec {
  const { file: named, fragment } = partsOf(argument);
  refuseOtherThanSpec(named, argument);
  const real = realpathSync(resolve(named));
  const root = projectRoot(dirname(real));
  const path = relative(root, real).split(sep).join("/");
  const project = checkProject(path, diskSource(root));
  const { diagnostics, lookup } = project;
  const reportOf = (some: readonly Diagnostic[]): Report => fromHere({ diagnostics: some, lookup }, root);
  return { root, path, shown: named, fragment, project, reportOf, report: reportOf(diagnostics) };
}

/**
 * For commands that go on to do something with a spec: shows what there is to say of what is asked for, or of all where that isn't said, and
 * ends where there are errors anywhere.
 */
export function loadSoundSpec(argument: string): LoadedSpec {
  const spec = loadSpec(argument);
  if (hasErrors(spec.project.diagnostics)) throw refusal(spec.report, exit.spec, `${spec.shown} has errors`);
  show(spec.fragment === undefined ? spec.report : spec.reportOf(spec.project.about(spec.fragment)));
  return spec;
}

/** File and fragment. A folder may have a `#` in its name, too. */
export function partsOf(argument: string): { readonly file: string; readonly fragment: string | undefined } {
  const hash = argument.lastIndexOf("#");
  if (hash < 0 || statsOf(argument) !== undefined) return { file: argument, fragment: undefined };
  return { file: argument.slice(0, hash), fragment: argument.slice(hash + 1) };
}

function refuseOtherThanSpec(file: string, argument: string): void {
  if (file === "") throw new CommandError(exit.usage, `\`${argument}\` names no file`);
  const stats = statsOf(file);
  if (stats === undefined) throw new CommandError(exit.usage, `${file}: there is no such file`);
  if (stats.isDirectory()) throw new CommandError(exit.usage, `${file} is a folder, not a spec`);
  if (!stats.isFile()) throw new CommandError(exit.usage, `${file} is no plain file, and so no spec`);
  if (stats.size <= largestSpec) return;
  const size = `${Math.round(stats.size / 2 ** 20)} MiB`;
  throw new CommandError(exit.usage, `${file} has ${size}: a spec has ${largestSpec / 2 ** 20} at most`);
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // Not there, or not to be seen: the same to who wants to read it.
    return undefined;
  }
}
