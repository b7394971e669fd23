import { execFileSync } from "node:child_process";
import { CommandError, exit } from "../exit.ts";

/** All that git may print: the texts of all specs of a repository at once. */
const mostOutput = 512 * 2 ** 20;

/** What git prints. Throws where it fails: an Error with `status`, and `code` where there is no git. */
function git(folder: string, args: readonly string[], input?: string): Buffer {
  return execFileSync("git", args, {
    cwd: folder,
    maxBuffer: mostOutput,
    stdio: ["pipe", "pipe", "pipe"],
    ...(input === undefined ? {} : { input }),
  });
}

/** The top folder of the repository that a folder belongs to. Throws CommandError (1) where it belongs to none, or git is missing. */
export function repositoryAround(folder: string): string {
  try {
    return git(folder, ["rev-parse", "--show-toplevel"]).toString().trimEnd();
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new CommandError(exit.spec, missing ? "git is not installed" : "the working folder is in no git repository");
  }
}

/** The commit that a revision names; undefined where it names none. */
export function commitOf(repository: string, revision: string): string | undefined {
  return answerOf(repository, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
}

/** The commit where two histories part; undefined where they have none in common. */
export function mergeBase(repository: string, a: string, b: string): string | undefined {
  return answerOf(repository, ["merge-base", a, b]);
}

function answerOf(repository: string, args: readonly string[]): string | undefined {
  try {
    return git(repository, args).toString().trim() || undefined;
  } catch {
    return undefined;
  }
}

/** A file of a commit. */
export interface GitFile {
  /** From the repository's top folder. */
  readonly path: string;
  readonly object: string;
  /** False of links and of other repositories. */
  readonly isPlain: boolean;
  /** Bytes. */
  readonly size: number;
}

/** All files of a commit, by path. */
export function filesOf(repository: string, commit: string): ReadonlyMap<string, GitFile> {
  const lines = git(repository, ["ls-tree", "-r", "-z", "-l", "--full-tree", commit]).toString().split("\0");
  const files = lines.flatMap((line): GitFile[] => {
    const [, mode = "", object = "", size = "", path = ""] = /^(\d+) \w+ (\w+) +(\S+)\t(.*)$/s.exec(line) ?? [];
    return path === "" ? [] : [{ path, object, isPlain: mode.startsWith("100"), size: Number(size) || 0 }];
  });
  return new Map(files.map((file) => [file.path, file]));
}

/** Contents of files, by object, in one call of git however many they are. */
export function contentsOf(repository: string, files: readonly GitFile[]): ReadonlyMap<string, string> {
  const objects = [...new Set(files.map(({ object }) => object))];
  const output = objects.length === 0 ? Buffer.alloc(0) : git(repository, ["cat-file", "--batch"], objects.join("\n"));
  const contents = new Map<string, string>();
  let at = 0;
  while (at < output.length) {
    // `<object> blob <size>`, a line end, the content, a line end.
    const end = output.indexOf("\n", at);
    const [object = "", , size = ""] = output.toString("latin1", at, end).split(" ");
    const start = end + 1;
    contents.set(object, output.toString("utf8", start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return contents;
}

/** Specs of the working tree, from the repository's top folder: tracked ones and new ones that are not ignored. */
export function specsInWorkingTree(repository: string): string[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", "*.kpnet"];
  return git(repository, args).toString().split("\0").filter(Boolean);
}
