import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, inject, it } from "vitest";
import { explainFailure } from "../../cli/failure.ts";
import { InternalError } from "../../compiler/ir/internal-error.ts";
import { kpc } from "./support/kpc.ts";
import { project } from "./support/project.ts";

/** Runs a line of bash in which `$kpc` is the bundled kpc; gives the codes of all parts of a pipeline. */
function bash(line: string) {
  const script = `${line}; codes="\${PIPESTATUS[*]}"; echo "codes $codes" >&2`;
  const { stderr } = spawnSync("bash", ["-c", script], {
    cwd: project({ faces: "none" }),
    env: { ...process.env, kpc: `${process.execPath} ${inject("bin")}` },
    encoding: "utf8",
  });
  return stderr;
}

describe.skipIf(process.platform === "win32")("a reader that goes away", () => {
  it.each(["head -1", "true"])("(%s) is no failure", (reader) => {
    for (const command of ["summary spec.kpnet", "compile spec.kpnet#Nose --emit program", "check nope.kpnet 2>&1"])
      expect(bash(`$kpc ${command} | ${reader} > /dev/null`)).toMatch(/^codes [02] 0\n$/);
  });
});

describe.skipIf(!existsSync("/dev/full"))("a full disk behind stdout", () => {
  it("is told", () => {
    expect(bash("$kpc explain conv2d > /dev/full")).toBe(
      "kpc: the result could not be written: the disk is full\ncodes 3\n",
    );
  });
});

describe("colour", () => {
  it("is for terminals, unless the environment says otherwise", () => {
    const cwd = project({ faces: "none", files: { "bad.kpnet": "model" } });
    const text = (env: Record<string, string>) => kpc(["check", "bad.kpnet"], { cwd, env }).stderr;
    expect(text({ FORCE_COLOR: "", NO_COLOR: "" })).not.toContain("\u001b");
    expect(text({ FORCE_COLOR: "1", NO_COLOR: "" })).toContain("\u001b[1;31merror");
    expect(text({ FORCE_COLOR: "1", NO_COLOR: "1" })).not.toContain("\u001b");
  });
});

describe("a bug of ours", () => {
  it("is called one, names the spec and the step, and keeps its stack", () => {
    const failure = explainFailure(new InternalError("a weight has no shape", "NoseNet", "conv1"));
    expect(failure).toMatchObject({
      code: 70,
      message: "this is a bug in kpc, not in your spec: a weight has no shape (in NoseNet, step conv1)",
      details: { spec: "NoseNet", step: "conv1" },
      stack: expect.stringContaining("output.test.ts"),
    });
    expect(explainFailure(new TypeError("x is undefined"))).toMatchObject({ code: 70 });
  });

  it("is none where the system fails", () => {
    const error = Object.assign(new Error("EMFILE"), { code: "EMFILE", path: "a/b" });
    expect(explainFailure(error)).toEqual({ code: 3, message: "a/b: too many files are open", details: {} });
  });
});
