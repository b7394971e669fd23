import { execFileSync } from "node:child_process";
import { symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kpcUnharmed, told } from "./support/kpc.ts";
import { project } from "./support/project.ts";

type Files = Readonly<Record<string, string>>;

const model = (steps: string) =>
  `model M {\n  input image: image[3, 8, 8] in 0..1\n  ${steps}\n  output maps: features[A, B, D]\n}\n`;
const block = (name: string, steps: string, parameters = "") =>
  `block ${name}(${parameters}) {\n  input x: features[C, H, W]\n  ${steps}\n}\n`;
const imports = (name: string, path: string) => `import { ${name} } from "${path}"\n`;

/** What is told of spec.kpnet among these files: one error, with its name and place. */
function onlyError(files: Files, prepare: (cwd: string) => void = () => {}): string {
  const cwd = project({ faces: "none", files });
  prepare(cwd);
  const text = told(kpcUnharmed(["check", "spec.kpnet"], { cwd }), 1);
  expect(text).toMatch(/\n1 error\n$/);
  const [, name, place] = /^error\[(\w+)\].*\n +--> (\S+)/m.exec(text)!;
  return `${name} ${place}`;
}

describe("imports in a circle: one error, in one of its files", () => {
  const cases: Readonly<Record<string, readonly [Files, string]>> = {
    "of itself": [{ "spec.kpnet": imports("M", "./spec.kpnet") + model("tanh()") }, "spec.kpnet:1:19"],
    "of two files": [
      {
        "spec.kpnet": imports("A", "./a.kpnet") + block("S", "tanh()") + model("A()"),
        "a.kpnet": imports("S", "./spec.kpnet") + block("A", "S()"),
      },
      "a.kpnet:1:19",
    ],
    "of three files, whose blocks call each other in a circle, too": [
      {
        "spec.kpnet": imports("A", "./a.kpnet") + model("A()"),
        "a.kpnet": imports("B", "./b.kpnet") + block("A", "B()"),
        "b.kpnet": imports("E", "./e.kpnet") + block("B", "E()"),
        "e.kpnet": imports("A", "./a.kpnet") + block("E", "A()"),
      },
      "a.kpnet:1:19",
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [files, place]) => {
    expect(onlyError(files)).toBe(`circular_import ${place}`);
  });
});

describe("a block that contains itself", () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    directly: [block("A", "A()") + model("A()"), "3:3"],
    "through another one": [block("A", "B()") + block("B", "A()") + model("A()"), "7:3"],
    "inside of a repeat, a condition and a branch": [
      block("A", "r = repeat i in 0..<3 { if i == 2 { branch b from x { A() } } }") + model("A()"),
      "3:57",
    ],
    "by a parameter": [block("A", "unit()", "unit: block") + block("B", "A(unit: B)") + model("A(unit: B)"), "3:3"],
  };
  it.each(Object.entries(cases))("%s", (_, [text, place]) => {
    expect(onlyError({ "spec.kpnet": text })).toBe(`recursive_block spec.kpnet:${place}`);
  });
});

describe("more steps than a network may have", () => {
  const turns = (count: string | number, body: string, name = "i") => `repeat ${name} in 0..<${count} { ${body} }`;
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    "10^9 turns": [model(`r = ${turns("1_000_000_000", "tanh()")}`), "repeat_too_long"],
    "10^4 times 10^4 turns": [model(`r = ${turns(10_000, turns(10_000, "tanh()", "j"))}`), "graph_too_large"],
    "10^4 times 10^4 turns of nothing": [model(`r = ${turns(10_000, turns(10_000, "", "j"))}`), "graph_too_large"],
    "40 blocks, each of which calls the next twice": [
      Array.from({ length: 40 }, (_, n) => block(`B${n}`, `B${n + 1}(); B${n + 1}()`)).join("") +
        block("B40", "tanh()") +
        model("B0()"),
      "graph_too_large",
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [text, name]) => {
    expect(onlyError({ "spec.kpnet": text })).toMatch(new RegExp(`^${name} spec\\.kpnet:`));
  });

  it("names as long as a book", () => {
    for (const name of ["x".repeat(100_000), `"${"x".repeat(1_000_000)}"`])
      expect(onlyError({ "spec.kpnet": model(`r = repeat i in 0..<900 { ${name} = tanh(); tanh() }`) })).toBe(
        "wrong_name spec.kpnet:3:29",
      );
  });
});

describe("edits", () => {
  const base = model("act = tanh()");
  it.each([
    ["of what isn't there", "remove act2", "unknown_path spec.kpnet:6:27"],
    ["that touch the same step", "remove act\n  rename act -> b", "clashing_edits spec.kpnet:7:3"],
  ])("%s", (_, edits, expected) => {
    expect(onlyError({ "spec.kpnet": `${base}model N = M with { ${edits} }\n` })).toBe(expected);
  });
});

describe("an import of what is no file of the project", () => {
  const importing = (path: string) => ({ "spec.kpnet": imports("A", path) + model("A()") });
  const outside = "import_outside spec.kpnet:1:19";

  it.each(["../a.kpnet", "./b/../../a.kpnet", "/etc/passwd", "file:///etc/passwd", "..\\\\a.kpnet"])("%s", (path) => {
    expect(onlyError(importing(path))).toBe(outside);
  });

  it("a link that leads out of it", () => {
    const elsewhere = project({ faces: "none", files: { "a.kpnet": block("A", "tanh()") } });
    expect(
      onlyError(importing("./a.kpnet"), (cwd) => symlinkSync(join(elsewhere, "a.kpnet"), join(cwd, "a.kpnet"))),
    ).toBe(outside);
    expect(onlyError(importing("./b/a.kpnet"), (cwd) => symlinkSync(elsewhere, join(cwd, "b")))).toBe(outside);
  });

  it("a pipe, and a file that no person wrote", () => {
    const unread = "import_not_found spec.kpnet:1:19";
    expect(onlyError(importing("./a.kpnet"), (cwd) => execFileSync("mkfifo", [join(cwd, "a.kpnet")]))).toBe(unread);
    const huge = (cwd: string) => {
      writeFileSync(join(cwd, "a.kpnet"), "");
      truncateSync(join(cwd, "a.kpnet"), 3 * 2 ** 30);
    };
    expect(onlyError(importing("./a.kpnet"), huge)).toBe(unread);
  });
});

it("a budget over sizes that are not known", () => {
  const text = `model M {
  input image: image[1, H, W] in 0..1
  conv1 = conv2d(4, kernel: 3, padding: 1)
  budget { multiply_adds <= 5_000 }
  output maps: features[4, H, W]
}
`;
  expect(onlyError({ "spec.kpnet": text })).toBe("budget_unknown spec.kpnet:4:12");
});
