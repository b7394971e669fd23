import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kpc, printed, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

const warned = spec.replace("lr: 1e-3", "lr: 5");

describe("kpc check", () => {
  it("says in one line what a sound spec holds", () => {
    const cwd = project({ faces: "none" });
    expect(printed(kpc(["check", "spec.kpnet"], { cwd }))).toBe("spec.kpnet: 1 model, 1 experiment, no errors\n");
    expect(printed(kpc(["check", "spec.kpnet#Nose", "--target", "wasm"], { cwd }))).toContain("no errors");
  });

  it("shows warnings, counts them, and is content", () => {
    const cwd = project({ faces: "none", files: { "spec.kpnet": warned } });
    const { status, stdout, stderr } = kpc(["check", "spec.kpnet"], { cwd });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "spec.kpnet: 1 model, 1 experiment, no errors, 1 warning\n",
    });
    expect(stderr).toContain("warning[learning_rate_unusual]");
    expect(stderr).toContain("--> spec.kpnet:38:23");
  });

  it("shows what is wrong in each of several files, and where", () => {
    const cwd = project({ faces: "none", files: { "specs/bad.kpnet": spec.replace("relu()", "rellu()") } });
    const { status, stdout, stderr } = kpc(["check", "spec.kpnet", "specs/bad.kpnet"], { cwd });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "spec.kpnet: 1 model, 1 experiment, no errors\n" });
    expect(stderr).toContain("error[unknown_step]: there is no step named `rellu`");
    expect(stderr).toContain("--> specs/bad.kpnet:26:3");
    expect(stderr).toContain("did you mean `relu`?");
    expect(stderr).not.toContain("\u001b");
  });

  it("names files from where the person stands, in any folder of the project", () => {
    const cwd = project({ faces: "none", files: { "specs/bad.kpnet": spec.replace("relu()", "rellu()") } });
    expect(kpc(["check", "bad.kpnet"], { cwd: join(cwd, "specs") }).stderr).toContain("--> bad.kpnet:26:3");
    expect(JSON.parse(kpc(["check", "bad.kpnet", "--json"], { cwd: join(cwd, "specs") }).stdout)).toMatchObject({
      ok: false,
      diagnostics: [{ name: "unknown_step", file: "bad.kpnet", line: 26, column: 3 }],
    });
  });
});

describe("kpc summary", () => {
  it("is a table of steps", () => {
    const text = printed(kpc(["summary", "spec.kpnet#Tiny"], { cwd: project({ faces: "none" }) }));
    expect(text).toMatch(/^Tiny\n/);
    expect(text).toMatch(/conv1 +conv2d +\[4, 24, 32\] +any +40 +27,648 +3 x 3/);
    expect(text).toContain("1,578 parameters");
  });

  it("can be what PyTorch prints", () => {
    const args = ["summary", "spec.kpnet", "--format", "torch"];
    const { status, stdout, stderr } = kpc(args, { cwd: project({ faces: "none" }) });
    expect(status).toBe(0);
    expect(stderr).toBe(
      "Tiny: steps that PyTorch calls in forward(), and so doesn't print: maxpool2d#1, relu#1, flatten#1\n",
    );
    expect(stdout).toMatch(
      /^Tiny\(\n {2}\(conv1\): Conv2d\(1, 4, kernel_size=\(3, 3\), stride=\(1, 1\), padding=\(1, 1\)\)\n/,
    );
  });
});

describe("kpc explain", () => {
  const cwd = () => project({ faces: "none" });

  it("tells of an op, a loss and a diagnostic", () => {
    expect(printed(kpc(["explain", "conv2d"], { cwd: cwd() }))).toMatch(/^# conv2d\n/);
    expect(printed(kpc(["explain", "smooth_l1"], { cwd: cwd() }))).toContain("beta");
    expect(printed(kpc(["explain", "lost_pixels"], { cwd: cwd() }))).toContain("What to do:");
  });

  it("has the nearest name for another", () => {
    expect(told(kpc(["explain", "conv2"], { cwd: cwd() }), 2)).toContain("did you mean conv2d?");
  });
});

describe("kpc compile", () => {
  const module = ["Tiny.d.ts", "Tiny.js", "Tiny.ts"];
  const graphs = ["Tiny.infer.onnx", "Tiny.train.onnx"];
  const support = ["onnx-support.d.ts", "onnx-support.js", "onnx-support.ts"];
  const besideOf = (target: string) =>
    ["pictures", "safetensors", ...(target === "wasm" ? ["wasm-code.generated", "wasm-kernels"] : [])].flatMap((name) =>
      [".d.ts", ".js", ".ts"].map((ending) => name + ending),
    );

  it.each(["cpu", "node-gpu", "webgpu", "wasm", "js"])("writes code for %s and says which files", (target) => {
    const cwd = project({ faces: "none" });
    const text = printed(kpc(["compile", "spec.kpnet#Nose", "--target", target, "--out", "code"], { cwd }));
    const files = readdirSync(join(cwd, "code")).sort();
    const code = target === "cpu" ? [...module, ...graphs, ...support] : [...module, ...besideOf(target)];
    expect(files).toEqual([...code, "package.json"].sort());
    expect(text.trim().split("\n").sort()).toEqual(files.map((file) => join("code", file)));
    expect(readFileSync(join(cwd, "code/Tiny.ts"), "utf8")).toContain("Tiny");
  });

  it("says beside the code that it is ES modules, but leaves a package.json that is there alone", () => {
    const cwd = project({ faces: "none" });
    expect(printed(kpc(["compile", "spec.kpnet#Tiny", "--out", "code"], { cwd }))).toContain("code/package.json");
    const node = spawnSync(process.execPath, ["code/Tiny.js"], { cwd, encoding: "utf8" });
    expect(node).toMatchObject({ status: 0, stderr: "" });
    expect(printed(kpc(["compile", "spec.kpnet#Tiny", "--out", "."], { cwd }))).not.toContain("package.json");
    expect(readFileSync(join(cwd, "package.json"), "utf8")).toBe("{}");
  });

  it.each(["graph", "program", "plan"])("prints the %s between spec and code, and writes nothing", (form) => {
    const cwd = project({ faces: "none" });
    const value = JSON.parse(printed(kpc(["compile", "spec.kpnet#Nose", "--emit", form], { cwd })));
    expect(value.format).toBe(`kpnet-${form}/1`);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  it("refuses a form that the spec doesn't have", () => {
    const onlyModel = spec.slice(0, spec.indexOf("experiment Nose"));
    const cwd = project({ faces: "none", files: { "model.kpnet": onlyModel, "empty.kpnet": "const a = 1\n" } });
    expect(told(kpc(["compile", "model.kpnet", "--emit", "plan"], { cwd }), 2)).toContain("name an experiment");
    expect(told(kpc(["compile", "empty.kpnet"], { cwd }), 2)).toContain("empty.kpnet has no model");
    expect(told(kpc(["compile", "model.kpnet#Tni"], { cwd }), 2)).toContain("did you mean Tiny?");
    expect(told(kpc(["compile", "model.kpnet", "--target", "wsam"], { cwd }), 2)).toContain("did you mean wasm?");
  });
});

describe("kpc data synth", () => {
  it("draws faces in the layout of the data set, the same for the same seed", () => {
    const cwd = project({ faces: "none" });
    const draw = (out: string) => printed(kpc(["data", "synth", "imm", "--out", out, "--people", "1"], { cwd }));
    expect(draw("data/imm")).toBe("drew 6 faces in data/imm\n");
    const files = readdirSync(join(cwd, "data/imm"));
    expect(files.filter((file) => file.endsWith(".jpg")).length).toBe(6);
    expect(files.filter((file) => file.endsWith(".asf")).length).toBe(6);
    draw("again");
    for (const file of files)
      expect(readFileSync(join(cwd, "again", file)).equals(readFileSync(join(cwd, "data/imm", file)))).toBe(true);
  });
});

describe("kpc doctor", () => {
  it("says which targets work, and what the others lack", () => {
    // The package webgpu itself writes to stderr what its driver lacks.
    const { status, stdout: text } = kpc(["doctor"], { cwd: project({ faces: "none" }) });
    expect(status).toBe(0);
    expect(text).toMatch(/works +cpu +onnxruntime-node \d/);
    expect(text).toMatch(/(works|lacking) +node-gpu +\S/);
  });
});
