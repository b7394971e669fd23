import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { Cache } from "../../compiler/index.ts";
import { CommandError, exit } from "../exit.ts";
import { diskSource, partsOf, projectRoot } from "../spec.ts";
import { specsBelow } from "../specs-below.ts";
import { commitOf, mergeBase, repositoryAround, specsInWorkingTree } from "./git.ts";
import { openRevision } from "./revision.ts";
import { openRun } from "./run.ts";
import type { ComparedSide, SpecVersion } from "./side.ts";
import { specVersion } from "./spec-version.ts";

/**
 * The two sides that are named on the command line. What is there on the disk is meant first: a spec, a folder of specs, or a run. Else it is git's:
 * `main..HEAD` both sides, `HEAD~2:specs/facenet.kpnet` one spec, `HEAD~2` all specs. With one revision or none, the other side is
 * the working tree. Throws CommandError (1) with a sentence where a side is nothing of all that.
 */
export async function openSides(
  before: string | undefined,
  after: string | undefined,
): Promise<readonly [ComparedSide, ComparedSide]> {
  const range = before === undefined || isOnDisk(before) ? undefined : rangeIn(before);
  if (range !== undefined) return openRange(range, after);
  if (before === undefined) return [openCommit("HEAD", undefined), workingTree()];
  if (after !== undefined) return [await openSide(before), await openSide(after)];
  const { file, fragment } = partsOf(before);
  if (isOnDisk(before)) {
    // `kpc diff specs/facenet.kpnet`: since the last commit.
    return [openCommitted("HEAD", file, fragment), await openSide(before)];
  }
  const [revision, path] = cutOnce(file, ":");
  if (path === undefined) return [openCommit(file, fragment), workingTree()];
  return [openInCommit(revision, path, fragment), await openSide(path)];
}

interface Range {
  readonly from: string;
  readonly to: string;
  readonly sinceParting: boolean;
}

/** `main..HEAD`, or `main...HEAD` for what HEAD has changed since the two parted, as git diff reads them. */
function rangeIn(argument: string): Range | undefined {
  const [, from, dots, to] = /^([^#]*?)(\.\.\.?)([^.#:][^#:]*|)$/.exec(argument) ?? [];
  if (from === undefined || to === undefined) return undefined;
  return { from: from || "HEAD", to: to || "HEAD", sinceParting: dots === "..." };
}

/** Of all specs, or of one that stands behind the range: `main..HEAD specs/facenet.kpnet#Face`. */
function openRange({ from, to, sinceParting }: Range, only: string | undefined): readonly [ComparedSide, ComparedSide] {
  const repository = repositoryAround(process.cwd());
  const [first, last] = [commitNamed(repository, from), commitNamed(repository, to)];
  const start = sinceParting ? mergeBase(repository, first, last) : first;
  if (start === undefined) throw new CommandError(exit.spec, `${from} and ${to} have no commit in common`);
  if (only === undefined)
    return [commitSide(repository, start, from, undefined), commitSide(repository, last, to, undefined)];
  const { file, fragment } = partsOf(only);
  const path = pathInRepository(repository, file);
  return [fileSide(repository, start, from, path, fragment), fileSide(repository, last, to, path, fragment)];
}

async function openSide(argument: string): Promise<ComparedSide> {
  const { file, fragment } = partsOf(argument);
  if (file === "") throw new CommandError(exit.spec, `\`${argument}\` names no file`);
  if (existsSync(join(file, "run.json"))) return openRun(file, fragment);
  if (existsSync(file)) return statSync(file).isDirectory() ? openFolder(file, fragment) : openFile(file, fragment);
  const [revision, path] = cutOnce(file, ":");
  if (path !== undefined) return openInCommit(revision, path, fragment);
  if (/[/\\]|\.kpnet$/.test(file) && !isRevision(file))
    throw new CommandError(exit.spec, `${file}: there is no such file, folder or revision`);
  return openCommit(file, fragment);
}

function openFile(file: string, fragment: string | undefined): ComparedSide {
  return { shown: file, fragment, isSingle: true, specs: new Map([["", onDisk(realpathSync(resolve(file)), file)]]) };
}

function openFolder(folder: string, fragment: string | undefined): ComparedSide {
  const cache = new Cache();
  const specs = specsBelow(folder).map((path): readonly [string, SpecVersion] => {
    return [slashes(relative(folder, path)), onDisk(realpathSync(path), path, cache)];
  });
  return { shown: folder, fragment, isSingle: false, specs: new Map(specs) };
}

function workingTree(): ComparedSide {
  const repository = repositoryAround(process.cwd());
  const cache = new Cache();
  const there = specsInWorkingTree(repository).filter((path) => existsSync(join(repository, path)));
  const specs = there.map((path) => [path, onDisk(join(repository, path), path, cache)] as const);
  return { shown: "the working tree", fragment: undefined, isSingle: false, specs: new Map(specs) };
}

function onDisk(real: string, shown: string, cache?: Cache): SpecVersion {
  const root = projectRoot(dirname(real));
  return specVersion(
    { source: diskSource(root), path: slashes(relative(root, real)), shown, base: { folder: root } },
    cache,
  );
}

function openCommit(revision: string, fragment: string | undefined): ComparedSide {
  const repository = repositoryAround(process.cwd());
  return commitSide(repository, commitNamed(repository, revision), revision, fragment);
}

/** `REV:path`, from the repository's top folder; `REV:./path` from the working folder, as git reads both. */
function openInCommit(revision: string, path: string, fragment: string | undefined): ComparedSide {
  const repository = repositoryAround(process.cwd());
  const commit = commitNamed(repository, revision || "HEAD");
  const fromTop = path.startsWith(".") ? pathInRepository(repository, path) : path;
  return fileSide(repository, commit, revision || "HEAD", fromTop, fragment);
}

/** A file of the working folder as a commit has it. */
function openCommitted(revision: string, file: string, fragment: string | undefined): ComparedSide {
  const repository = repositoryAround(dirname(resolve(file)));
  return fileSide(
    repository,
    commitNamed(repository, revision),
    revision,
    pathInRepository(repository, file),
    fragment,
  );
}

function commitSide(repository: string, commit: string, name: string, fragment: string | undefined): ComparedSide {
  const revision = openRevision(repository, commit, name);
  const specs = revision.paths.map((path) => [path, revision.spec(path)] as const);
  return { shown: name, fragment, isSingle: false, specs: new Map(specs) };
}

/** A spec of a commit, or all specs of a folder. */
function fileSide(
  repository: string,
  commit: string,
  name: string,
  path: string,
  fragment: string | undefined,
): ComparedSide {
  const revision = openRevision(repository, commit, name);
  const below = `${path.replace(/\/+$/, "")}/`;
  const inFolder = revision.paths.filter((each) => path === "" || each.startsWith(below));
  const shown = `${name}:${path}`;
  if (inFolder.length === 0) return { shown, fragment, isSingle: true, specs: new Map([["", revision.spec(path)]]) };
  const specs = inFolder.map((each) => [each.slice(path === "" ? 0 : below.length), revision.spec(each)] as const);
  return { shown, fragment, isSingle: false, specs: new Map(specs) };
}

function commitNamed(repository: string, revision: string): string {
  const commit = commitOf(repository, revision);
  if (commit === undefined) throw new CommandError(exit.spec, `${revision}: there is no such file, folder or revision`);
  return commit;
}

function isRevision(name: string): boolean {
  try {
    return commitOf(repositoryAround(process.cwd()), name) !== undefined;
  } catch {
    return false;
  }
}

function pathInRepository(repository: string, file: string): string {
  const real = existsSync(file) ? realpathSync(resolve(file)) : resolve(file);
  const path = slashes(relative(realpathSync(repository), real));
  if (path.startsWith(".."))
    throw new CommandError(exit.spec, `${file} is in no git repository around the working folder`);
  return path;
}

function isOnDisk(argument: string): boolean {
  return existsSync(partsOf(argument).file);
}

function cutOnce(text: string, at: string): readonly [string, string | undefined] {
  const place = text.indexOf(at);
  return place < 0 ? [text, undefined] : [text.slice(0, place), text.slice(place + 1)];
}

function slashes(path: string): string {
  return path.split(sep).join("/");
}
