import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kpc, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

const nested = (depth: number): string =>
  `model Deep {\n  input x: image[1, 4, 4]\n${"  if true {\n".repeat(depth)}  relu()\n${"  }\n".repeat(depth)}}\n`;

/** What is told of a spec with this text. */
function wrong(text: string | Uint8Array): string {
  const cwd = project({ faces: "none", files: { "bad.kpnet": text } });
  return told(kpc(["check", "bad.kpnet"], { cwd }), 1);
}

it("a spec with errors is used for nothing, and each command tells them", () => {
  const cwd = project({ faces: "none", files: { "bad.kpnet": spec.replace("relu()", "rellu()") } });
  const fromCheck = told(kpc(["check", "bad.kpnet"], { cwd }), 1);
  for (const args of [
    ["train", "bad.kpnet"],
    ["compile", "bad.kpnet", "--target", "js"],
    ["summary", "bad.kpnet"],
  ])
    expect(told(kpc(args, { cwd }), 1)).toBe(`${fromCheck}kpc: bad.kpnet has errors\n`);
  expect(readdirSync(cwd).sort()).toEqual(["bad.kpnet", "package.json", "spec.kpnet"]);
});

it("notes of what is not asked for are left to kpc check", () => {
  const noted = `${spec}
model Noted = Tiny with { insert bn1 = batchnorm() after conv1 }
experiment Other = Nose with { set model: Noted }
`;
  const cwd = project({ files: { "noted.kpnet": noted } });
  const train = (name: string) => kpc(["train", `noted.kpnet#${name}`, "--set", "epochs=1"], { cwd }).stderr;
  expect(train("Nose")).not.toContain("bias_before_norm");
  expect(train("Other")).toContain("note[bias_before_norm]");
  expect(kpc(["check", "noted.kpnet"], { cwd }).stdout).toContain("1 note");
  expect(kpc(["summary", "noted.kpnet#Tiny"], { cwd }).stderr).toBe("");
});

describe("a file that is no spec", () => {
  it("is empty", () => expect(wrong("")).toContain("error[empty_file]"));

  it("is binary", () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) % 256);
    expect(wrong(bytes)).toContain("error[binary_file]");
  });

  it("is 1 MB of brackets", () => {
    for (const text of ["(".repeat(2 ** 20), "[](){}".repeat(2 ** 20 / 6), "}".repeat(2 ** 20)]) {
      const cwd = project({ faces: "none", files: { "bad.kpnet": text } });
      const message = told(kpc(["check", "bad.kpnet"], { cwd }), 1);
      expect(message.length).toBeLessThan(2000);
    }
  });

  it("is nested 10,000 blocks deep", () => expect(wrong(nested(10_000))).toContain("error[nesting_too_deep]"));

  it("is larger than any spec", () => {
    const cwd = project({ faces: "none", files: { "bad.kpnet": Buffer.alloc(9 * 2 ** 20, "/") } });
    expect(told(kpc(["check", "bad.kpnet"], { cwd }), 2)).toContain("bad.kpnet has 9 MiB: a spec has 8 at most");
  });
});

describe("a spec with an error", () => {
  const cases: Readonly<Record<string, readonly [from: string, to: string, message: string]>> = {
    "a comment that never ends": ["model Tiny {", "/* model Tiny {", "error[unterminated_comment]"],
    "an unknown op": ["  relu()", "  rellu()", "did you mean `relu`?"],
    "an unknown parameter": ["padding: 1", "paddin: 1", "did you mean `padding`?"],
    "a wrong unit": ["p: 0.1", "p: 15deg", "takes a number, not an angle"],
    "a shape that doesn't fit": ["linear(2)", "linear(512 -> 2)", "512 input features, but 768 flow in"],
    "an unknown name": ["model: Tiny", "model: Tin", "did you mean `Tiny`?"],
    "another language version": ["kpnet 1", "kpnet 99", "error[newer_language]"],
  };
  it.each(Object.entries(cases))("%s", (_, [from, to, message]) => {
    expect(spec).toContain(from);
    expect(wrong(spec.replace(from, to))).toContain(message);
  });
});

describe("a spec that is not there", () => {
  it("is named, with what is there in its place", () => {
    const cwd = project({ faces: "none" });
    mkdirSync(join(cwd, "folder"));
    symlinkSync("loop.kpnet", join(cwd, "loop.kpnet"));
    execFileSync("mkfifo", [join(cwd, "pipe.kpnet")]);
    for (const command of ["check", "train", "compile", "summary"]) {
      const message = (file: string) => told(kpc([command, file], { cwd }), 2);
      expect(message("nope.kpnet")).toBe("kpc: nope.kpnet: there is no such file\n");
      expect(message("folder")).toBe("kpc: folder is a folder, not a spec\n");
    }
    const checked = (file: string) => told(kpc(["check", file], { cwd }), 2);
    expect(checked("pipe.kpnet")).toContain("no plain file");
    expect(checked("loop.kpnet")).toContain("there is no such file");
    expect(checked("spec.kpnet/x")).toContain("there is no such file");
    expect(checked("#Nose")).toContain("`#Nose` names no file");
    expect(checked("")).toContain("names no file");
  });

  it("has not what is wanted of it", () => {
    const model = spec.slice(0, spec.indexOf("experiment Nose"));
    const two = `${spec}\nexperiment Other = Nose with { set epochs: 3 }\n`;
    const cwd = project({ faces: "none", files: { "model.kpnet": model, "two.kpnet": two } });
    expect(told(kpc(["train", "model.kpnet"], { cwd }), 2)).toContain("model.kpnet has no experiment");
    expect(told(kpc(["train", "two.kpnet"], { cwd }), 2)).toContain("say which: two.kpnet#Nose, two.kpnet#Other");
    expect(told(kpc(["train", "two.kpnet#Nse"], { cwd }), 2)).toContain("did you mean Nose?");
    expect(told(kpc(["check", "two.kpnet#Ohter"], { cwd }), 2)).toContain("did you mean Other?");
    expect(told(kpc(["summary", "two.kpnet#Tni"], { cwd }), 2)).toContain("did you mean Tiny?");
    expect(told(kpc(["train"], { cwd }), 2)).toContain("which experiment?");
    expect(existsSync(join(cwd, "runs"))).toBe(false);
  });
});

describe("a setting on the command line", () => {
  const cases: Readonly<Record<string, readonly [setting: string, message: RegExp]>> = {
    "that is no setting": ["epochs", /write it as --set key=value/],
    "without a value": ["epochs=", /write it as --set key=value/],
    "that would end the variant": ["epochs=3 }", /write it as --set key=value/],
    "of an unknown property": [
      "epoch=3",
      /--> command line:1:7\n.*\n1 \| --set epoch=3\n.*\^{5}\n.*did you mean `epochs`\?/,
    ],
    "of an unknown parameter": [
      "optimizer.lrr=3",
      /--> command line:1:17\n.*\n1 \| --set optimizer\.lrr=3\n.*did you mean `lr`\?/,
    ],
    "of the wrong kind": ["epochs=3deg", /1 \| --set epochs=3deg\n {2}\| {14}\^{4}\n/],
    "that is rubbish": ["epochs=)))", /1 \| --set epochs=\)\)\)/],
    "that no training can have": ["batch=0", /`batch` must be at least 1/],
  };
  it.each(Object.entries(cases))("%s", (_, [setting, message]) => {
    const cwd = project({ faces: "none" });
    const text = told(kpc(["train", "spec.kpnet", "--set", setting], { cwd }), 2);
    expect(text).toMatch(new RegExp(message, "s"));
    expect(text).not.toContain("set_on_the_command_line");
    expect(existsSync(join(cwd, "runs"))).toBe(false);
  });

  it("is told with its own line where several are set", () => {
    const args = ["train", "spec.kpnet", "--set", "epochs=3", "--set", "seed=x"];
    expect(told(kpc(args, { cwd: project({ faces: "none" }) }), 2)).toMatch(
      /--> command line:2:12\n.*\n2 \| --set seed=x/,
    );
  });

  it("can't be given twice", () => {
    const args = ["train", "spec.kpnet", "--set", "seed=3", "--seed", "4"];
    expect(told(kpc(args, { cwd: project({ faces: "none" }) }), 2)).toContain("seed is set twice");
  });
});
