import { readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kpc, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

const untidy = spec.replace("conv1 = conv2d(4, kernel: 3", "conv1=conv2d( 4,kernel:3");
const damaged = untidy.replace("relu()", "relu(");

describe("kpc fmt", () => {
  it("writes what is not in the style, says which, and then has nothing to do", () => {
    const cwd = project({ faces: "none", files: { "spec.kpnet": untidy, "node_modules/x/a.kpnet": untidy } });
    const first = kpc(["fmt"], { cwd });
    expect(first).toMatchObject({ status: 0, stdout: "spec.kpnet\n", stderr: "1 of 1 changed\n" });
    expect(readFileSync(join(cwd, "spec.kpnet"), "utf8")).toContain("  conv1 = conv2d(4, kernel: 3, padding: 1)\n");
    expect(readFileSync(join(cwd, "node_modules/x/a.kpnet"), "utf8")).toBe(untidy);
    expect(kpc(["fmt", "."], { cwd })).toMatchObject({ status: 0, stdout: "", stderr: "0 of 1 changed\n" });
  });

  it("--check changes nothing, and fails where something would be changed", () => {
    const cwd = project({ faces: "none", files: { "spec.kpnet": untidy } });
    expect(kpc(["fmt", "--check"], { cwd })).toMatchObject({ status: 1, stdout: "spec.kpnet\n" });
    expect(readFileSync(join(cwd, "spec.kpnet"), "utf8")).toBe(untidy);
    kpc(["fmt"], { cwd });
    expect(kpc(["fmt", "--check"], { cwd }).status).toBe(0);
  });

  it("leaves a file with syntax errors as it is, says so, and formats the others", () => {
    const cwd = project({ faces: "none", files: { "spec.kpnet": untidy, "bad.kpnet": damaged } });
    const { status, stdout, stderr } = kpc(["fmt"], { cwd });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "spec.kpnet\n" });
    expect(stderr).toContain("--> bad.kpnet:");
    expect(stderr).toContain("1 of 2 changed; 1 with syntax errors left alone");
    expect(readFileSync(join(cwd, "bad.kpnet"), "utf8")).toBe(damaged);
  });

  it("formats what a link points to, and leaves the link", () => {
    const cwd = project({ faces: "none", files: { "spec.kpnet": untidy } });
    symlinkSync("spec.kpnet", join(cwd, "link.kpnet"));
    expect(kpc(["fmt", "link.kpnet"], { cwd }).status).toBe(0);
    expect(statSync(join(cwd, "link.kpnet")).ino).toBe(statSync(join(cwd, "spec.kpnet")).ino);
    expect(readFileSync(join(cwd, "spec.kpnet"), "utf8")).not.toBe(untidy);
  });

  it("says what is not there, and where there is nothing to format", () => {
    const cwd = project({ faces: "none" });
    expect(told(kpc(["fmt", "nowhere"], { cwd }), 2)).toContain("nowhere: there is no such file or folder");
    expect(told(kpc(["fmt", "data"], { cwd }), 2)).toMatch(/no/);
  });
});
