import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeSafetensors } from "../../lib/safetensors.ts";
import { kpc, told } from "./support/kpc.ts";
import { makeProject, spec } from "./support/project.ts";

/** A small disk: only root may make one, on Linux. */
const disk = mkdtempSync(join(tmpdir(), "kpnet-disk-"));
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]).status === 0;
if (!mounted) console.warn("skipped: no small disk can be mounted here");

const kib = 1024;
const page = 4 * kib;
let root: string;

beforeAll(() => {
  root = makeProject({ files: { "other.kpnet": spec.replaceAll("conv2d(4", "conv2d(5") } });
});
beforeEach(() => {
  for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
});
afterAll(() => {
  if (mounted) spawnSync("umount", [disk]);
  for (const folder of [disk, root]) rmSync(folder, { recursive: true, force: true });
});

function resize(bytes: number): void {
  expect(spawnSync("mount", ["-o", `remount,size=${Math.ceil(bytes / kib)}k`, disk]).status).toBe(0);
}

/** Files below a folder, by their path. */
function contents(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return new Map(
    files
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => [file, readFileSync(join(folder, file))]),
  );
}

/** Bytes that files take on the disk. */
function used(folder: string): number {
  return [...contents(folder).values()].reduce((sum, { length }) => sum + Math.ceil(length / page) * page, 0);
}

describe.skipIf(!mounted)("a full disk", () => {
  it("lets no run begin that could not be kept, and leaves nothing of it", () => {
    resize(32 * kib);
    const text = told(kpc(["train", "spec.kpnet", "--out", join(disk, "run")], { cwd: root }), 3);
    expect(text).toMatch(/^kpc: \S+ could not be written: the disk is full; what was saved before is unchanged\n$/);
    expect(readdirSync(disk)).toEqual([]);
  });

  it("stops a run, which goes on to the same bytes once there is room", () => {
    const run = join(disk, "run");
    resize(10_000 * kib);
    expect(kpc(["train", "spec.kpnet", "--out", "whole"], { cwd: root }).status).toBe(0);
    // Enough to begin, not enough for the first checkpoint beside what it replaces.
    resize(used(join(root, "whole")));
    const text = told(kpc(["train", "spec.kpnet", "--out", run], { cwd: root }), 3);
    expect(text).toMatch(/the disk is full; .*; once that is mended, go on with: kpc train --resume \S+\/run\n$/);
    expect([...contents(run).keys()].filter((file) => file.endsWith(".tmp"))).toEqual([]);

    resize(10_000 * kib);
    expect(kpc(["train", "--resume", run], { cwd: root }).status).toBe(0);
    for (const name of ["last", "best"].map((file) => `checkpoints/${file}.safetensors`))
      expect(readFileSync(join(run, name)).equals(readFileSync(join(root, "whole", name)))).toBe(true);
  });

  it("leaves compiled code as it was", () => {
    const out = join(disk, "code");
    resize(10_000 * kib);
    expect(kpc(["compile", "spec.kpnet", "--out", out], { cwd: root }).status).toBe(0);
    const before = contents(out);
    resize(used(out) + 8 * kib);
    expect(told(kpc(["compile", "other.kpnet", "--out", out], { cwd: root }), 3)).toContain("the disk is full");
    expect(contents(out)).toEqual(before);
  });

  it("leaves weights as they were", () => {
    const count = 50_000;
    const large = writeSafetensors({
      tensors: new Map([["a", { shape: [count], data: new Float32Array(count) }]]),
      metadata: {},
    });
    writeFileSync(join(root, "large.safetensors"), large);
    resize(64 * kib);
    writeFileSync(join(disk, "weights.pt"), "");
    const args = ["weights", "export", "large.safetensors", "--out", join(disk, "weights.pt")];
    expect(told(kpc(args, { cwd: root }), 3)).toContain("the disk is full; what was saved before is unchanged");
    expect([...contents(disk)].map(([name, { length }]) => [name, length])).toEqual([["weights.pt", 0]]);
  });

  it("leaves nothing of drawn faces", () => {
    resize(300 * kib);
    const args = ["data", "synth", "imm", "--people", "3", "--out", join(disk, "imm")];
    expect(told(kpc(args, { cwd: root }), 3)).toContain("imm could not be written: the disk is full");
    expect(readdirSync(disk)).toEqual([]);
  });

  it("leaves no half of a picture", () => {
    const [face] = readdirSync(join(root, "data/imm")).filter((file) => file.endsWith(".jpg"));
    expect(kpc(["train", "spec.kpnet", "--out", "run"], { cwd: root }).status).toBe(0);
    resize(64 * kib);
    const args = ["predict", join("data/imm", face!), "--run", "run", "--out", join(disk, "seen")];
    expect(told(kpc(args, { cwd: root }), 3)).toContain("the disk is full");
    expect(contents(disk).size).toBe(0);
  });
});

describe.skipIf(!mounted)("a read-only disk", () => {
  it("takes nothing", () => {
    mkdirSync(join(disk, "here"));
    writeFileSync(join(disk, "here/file"), "");
    expect(spawnSync("mount", ["-o", "remount,ro", disk]).status).toBe(0);
    try {
      const out = join(disk, "new");
      for (const args of [
        ["train", "spec.kpnet", "--out", out],
        ["compile", "spec.kpnet", "--target", "js", "--out", out],
        ["data", "synth", "imm", "--people", "1", "--out", out],
      ])
        expect(told(kpc(args, { cwd: root }), 3)).toMatch(
          /new could not be (made|written): the file system is read-only/,
        );
    } finally {
      spawnSync("mount", ["-o", "remount,rw", disk]);
    }
  });
});

it.skipIf(process.platform !== "linux")("where no folder can ever be made, none is waited for", () => {
  const args = ["compile", "spec.kpnet", "--target", "js", "--out", "/proc/kpc"];
  expect(told(kpc(args, { cwd: root }), 3)).toBe(
    "kpc: the folder /proc/kpc could not be made: the file system takes none\n",
  );
});
