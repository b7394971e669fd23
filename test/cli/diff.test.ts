import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Finished, kpc } from "./support/kpc.ts";

let root: string;

const block =
  "block Unit(out: int) {\n  input x: features[C, H, W]\n  conv = conv2d(out, kernel: 3, padding: 1)\n  relu()\n}\n";
const model = (name: string, head = "linear(4)") =>
  `import { Unit } from "./blocks/unit.kpnet"\nmodel ${name} {\n  input x: image[1, 8, 8] in 0..1\n  a = Unit(4)\n  flatten()\n  fc = ${head}\n  output y: points[2]\n}\n`;

function git(...args: readonly string[]): string {
  const name = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"];
  return execFileSync("git", [...name, ...args], { cwd: root, encoding: "utf8", stdio: "pipe" });
}

function commit(message: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) writeFileSync(join(root, path), content);
  git("add", "-A");
  git("commit", "-qm", message);
}

function diff(...args: readonly string[]): Finished {
  return kpc(["diff", ...args], { cwd: root });
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "kpnet-diff-"));
  execFileSync("mkdir", [join(root, "blocks")]);
  git("init", "-q");
  commit("first", { "blocks/unit.kpnet": block, "a.kpnet": model("A"), "b.kpnet": model("B"), "big.kpnet": "" });
  git("tag", "first");
  commit("an activation", { "blocks/unit.kpnet": block.replace("relu()", "tanh()") });
  commit("a comment", { "a.kpnet": `// Small.\n${model("A")}` });
  git("tag", "commented");
  git("checkout", "-qb", "wide", "first");
  commit("wider", { "b.kpnet": model("B").replace("Unit(4)", "Unit(8)") });
  git("checkout", "-q", "main");
  git("merge", "-q", "--no-edit", "wide");
  git("tag", "merged");
  const odd = { "broken.kpnet": "model X {\n  input", "binary.kpnet": Buffer.from([0x6d, 0, 1, 2, 0xff]) };
  commit("odd files", { ...odd, "big.kpnet": "//".padEnd(9 * 2 ** 20, "x") });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("kpc diff between commits", () => {
  it("tells of every spec that a change of a block reaches", () => {
    const { status, stdout } = diff("first..HEAD~2");
    expect(status).toBe(0);
    expect(stdout).toContain("first:a.kpnet#A -> HEAD~2:a.kpnet#A");
    expect(stdout).toContain("first:b.kpnet#B -> HEAD~2:b.kpnet#B");
    expect(stdout.match(/relu\(\) is replaced by tanh\(\)/g)).toHaveLength(2);
    expect(stdout).toContain("blocks/unit.kpnet has changed, and has no model or experiment");
  });

  it("says that nothing changed where only the text did", () => {
    expect(diff("commented~1..commented")).toEqual({ status: 0, stdout: "No change in 4 specs.\n", stderr: "" });
  });

  it("reads one spec of a commit, and a merge by either parent", () => {
    expect(diff("first:b.kpnet#B", "merged:b.kpnet").stdout).toContain("1 weights, 1 numerics");
    expect(diff("merged^2:b.kpnet", "merged:b.kpnet").stdout).toContain("relu() is replaced by tanh()");
    expect(diff("merged^1..merged", "b.kpnet#B").stdout).toContain("a.conv: out_channels 4 -> 8");
  });

  it("goes from where two branches parted, with three dots", () => {
    const { stdout } = diff("commented...wide");
    expect(stdout).toContain("out_channels 4 -> 8");
    expect(stdout).not.toContain("tanh");
  });

  it("compares the working tree with a commit", () => {
    writeFileSync(join(root, "a.kpnet"), model("A").replace("Unit(4)", "Unit(6)"));
    try {
      for (const args of [["a.kpnet"], ["HEAD:a.kpnet", "a.kpnet#A"], ["HEAD:a.kpnet"]])
        expect(diff(...args).stdout, args.join(" ")).toContain("a.conv: out_channels 4 -> 6");
      expect(diff("HEAD").stdout).toContain("a.conv: out_channels 4 -> 6");
    } finally {
      git("checkout", "-q", "a.kpnet");
    }
  });
});

describe("exit codes of kpc diff", () => {
  it.each([
    ["interface", 0],
    ["weights", 6],
    ["numerics", 6],
    ["training", 6],
  ])("--fail-on %s gives %d for a change of weights", (level, status) => {
    expect(diff("first:b.kpnet", "merged:b.kpnet", "--fail-on", level).status).toBe(status);
  });

  it.each([
    ["an unparsable side", ["a.kpnet", "broken.kpnet#A"], /^kpc: could not compare: broken\.kpnet has errors$/m],
    ["a binary file", ["a.kpnet", "binary.kpnet#A"], /^kpc: could not compare: binary\.kpnet has errors$/m],
    ["a huge file", ["a.kpnet", "big.kpnet"], /could not compare: big\.kpnet is too large: a spec has 8 MiB at most/],
    ["a huge file of a commit", ["a.kpnet", "HEAD:big.kpnet"], /could not compare: HEAD:big\.kpnet is too large/],
    ["a missing revision", ["nowhere..HEAD"], /could not compare: nowhere: there is no such file, folder or revision/],
    [
      "a missing file",
      ["a.kpnet", "c.kpnet"],
      /could not compare: c\.kpnet: there is no such file, folder or revision/,
    ],
    ["a missing file of a commit", ["HEAD:c.kpnet", "a.kpnet"], /HEAD:c\.kpnet: there is no such file/],
    ["an unknown model", ["a.kpnet#A", "b.kpnet#C"], /could not compare: b\.kpnet has no model or experiment named C/],
    ["a spec and a folder", ["a.kpnet", "."], /could not compare: a\.kpnet is one spec, and \. has several/],
    ["specs with nothing in common", ["blocks/unit.kpnet", "a.kpnet"], /no model or experiment of one name/],
    [
      "something that looks like an option of git's",
      ["first..--output=x"],
      /there is no such file, folder or revision/,
    ],
  ])("1 and a sentence for %s", (_, args, sentence) => {
    const { status, stdout, stderr } = diff(...args);
    expect(stderr).toMatch(sentence);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const { error } = JSON.parse(diff(...args, "--json").stdout) as { error: { exitCode: number } };
    expect(error.exitCode).toBe(1);
  });

  it("1 where one spec of many can't be compared, and the others all the same", () => {
    const { status, stdout, stderr } = diff("first..HEAD");
    expect(status).toBe(1);
    expect(stdout).toContain("first:b.kpnet#B -> HEAD:b.kpnet#B");
    expect(stdout).toContain("New: HEAD:binary.kpnet, HEAD:broken.kpnet");
    expect(stderr).toContain("could not compare: HEAD:big.kpnet");
  });

  it("1 outside of a repository", () => {
    const folder = mkdtempSync(join(tmpdir(), "kpnet-no-git-"));
    const { status, stderr } = kpc(["diff", "main..HEAD"], { cwd: folder });
    rmSync(folder, { recursive: true });
    expect(stderr).toBe("kpc: could not compare: the working folder is in no git repository\n");
    expect(status).toBe(1);
  });
});
