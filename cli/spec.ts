import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { FileSource } from "../compiler/file-source.ts";
import { type CheckedProject, checkProject } from "../compiler/index.ts";
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { renderDiagnostics } from "../diagnostics/render.ts";
import { CommandError, exit } from "./exit.ts";
import { isColoured, say } from "./output.ts";

/** A spec as named on the command line, read and checked. */
export interface LoadedSpec {
  /** Folder that data paths and the spec's own path are relative to. */
  readonly root: string;
  /** Path of the spec from the root, `/` between folders. */
  readonly path: string;
  /** After `#`: a model or an experiment. */
  readonly fragment: string | undefined;
  readonly project: CheckedProject;
}

/** The nearest folder upwards with a package.json or .git; the spec's own folder where there is none. */
export function projectRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) || existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return start;
  }
}

/** Files of a project, read from disk. What is not there, or is a folder, is undefined. */
export function diskSource(root: string): FileSource {
  return {
    read(path) {
      const full = join(root, path);
      if (!existsSync(full) || !statSync(full).isFile()) return undefined;
      return readFileSync(full, "utf8");
    },
  };
}

/** Reads and checks `specs/nosenet.kpnet#Nose`. Says nothing yet about what is wrong with it. */
export function loadSpec(argument: string): LoadedSpec {
  const hash = argument.indexOf("#");
  const file = resolve(hash < 0 ? argument : argument.slice(0, hash));
  if (!existsSync(file)) throw new CommandError(exit.usage, `${argument}: there is no such file`);
  if (!statSync(file).isFile()) throw new CommandError(exit.usage, `${argument}: that is a folder, not a spec`);
  const real = realpathSync(file);
  const root = projectRoot(dirname(real));
  const path = relative(root, real).split(sep).join("/");
  const project = checkProject(path, diskSource(root));
  return { root, path, fragment: hash < 0 ? undefined : argument.slice(hash + 1), project };
}

/** Shows all diagnostics on stderr. */
export function showDiagnostics(spec: LoadedSpec): void {
  const { diagnostics, lookup } = spec.project;
  if (diagnostics.length > 0) say(renderDiagnostics(diagnostics, lookup, { colour: isColoured() }));
}

/** For commands that go on to do something with a spec: shows what is wrong, and ends where there are errors. */
export function loadSoundSpec(argument: string): LoadedSpec {
  const spec = loadSpec(argument);
  showDiagnostics(spec);
  if (hasErrors(spec.project.diagnostics)) throw new CommandError(exit.spec, `${spec.path} has errors`);
  return spec;
}
