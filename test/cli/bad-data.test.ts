import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kpc, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

/** Root may read and write everything: it takes another user to see what a lack of permission does. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
/** True where the bundle can't be run as that user. */
const noOtherUser = process.platform === "win32" || kpc(["--version"], { cwd: "/", ...nobody }).status !== 0;

/** What is told of the project's data after this damage; no run is left. `{face}` in a text is the first example. */
function wrong(damage: (imm: string, face: string) => void): { readonly text: string; readonly face: string } {
  const cwd = project({ faces: "copy" });
  const imm = join(cwd, "data/imm");
  const face = readdirSync(imm)
    .find((file) => file.endsWith(".jpg"))!
    .replace(".jpg", "");
  damage(imm, face);
  const text = told(kpc(["train", "spec.kpnet"], { cwd }), 3);
  expect(readdirSync(cwd)).not.toContain("runs");
  return { text, face };
}

function replacedBy(make: (file: string) => void): (file: string) => void {
  return (file) => {
    rmSync(file);
    make(file);
  };
}

function edited(path: string, edit: (text: string) => string): void {
  writeFileSync(path, edit(readFileSync(path, "utf8")));
}

describe("a picture", () => {
  const cases: Readonly<Record<string, readonly [(file: string) => void, string]>> = {
    "that is cut off": [
      (file) => truncateSync(file, 10_000),
      "is no picture that can be read: it is a jpeg that is cut off or damaged",
    ],
    "that is empty": [(file) => truncateSync(file, 0), "is empty, where a picture should be"],
    "that is something else": [
      (file) => writeFileSync(file, "hello"),
      "is no picture that can be read: its format is not known",
    ],
    "that is a folder": [replacedBy(mkdirSync), "can't be read: it is a folder"],
    "that leads in a circle": [replacedBy((file) => symlinkSync(file, file)), "can't be read: its symbolic links"],
    "without points": [(file) => rmSync(file.replace(".jpg", ".asf")), "has no points"],
  };
  it.each(Object.entries(cases))("%s", (_, [damage, message]) => {
    const { text, face } = wrong((imm, name) => damage(join(imm, `${name}.jpg`)));
    expect(text).toContain(`kpc: data/imm/${face}.jpg: ${message}`);
  });
});

it("several faulty files are told of at once, in order, and of hundreds the first ten", () => {
  const of = (ending: string) => (imm: string) => readdirSync(imm).filter((name) => name.endsWith(ending));
  const [pictures, annotations] = [of(".jpg"), of(".asf")];
  const broken = wrong((imm) => {
    for (const name of pictures(imm).slice(0, 3)) truncateSync(join(imm, name), 5000);
  });
  expect(broken.text).toMatch(/^(kpc: data\/imm\/01-[123]m\.jpg: is no picture that can be read: .*\n){3}$/);
  const unreadable = wrong((imm) => {
    for (const name of annotations(imm)) truncateSync(join(imm, name), 400);
  });
  expect(unreadable.text).toMatch(/^(kpc: data\/imm\/0\d-\d[mf]\.asf.*\n){10}$/);
});

it("under `on_bad_example: skip` is left out, counted and listed", () => {
  const skipping = spec.replace("split: by_person", "on_bad_example: skip\n  split: by_person");
  const cwd = project({ faces: "copy", files: { "spec.kpnet": skipping } });
  const imm = join(cwd, "data/imm");
  const [first, second, third] = readdirSync(imm).filter((name) => name.endsWith(".jpg"));
  truncateSync(join(imm, first!), 5000);
  edited(join(imm, second!.replace(".jpg", ".asf")), (text) => text.slice(0, 900));
  rmSync(join(imm, third!));
  const { status, stderr } = kpc(["train", "spec.kpnet", "--set", "epochs=1"], { cwd });
  expect(status).toBe(0);
  expect(stderr).toMatch(/^kpc: 3 bad examples are left out, 15 are used:\n/);
  expect(stderr).toContain(`  data/imm/${first}: is no picture that can be read`);
  expect(stderr).toContain(`  data/imm/${second!.replace(".jpg", ".asf")}`);
  expect(stderr).toContain(`  data/imm/${third!.replace(".jpg", ".asf")}: has no picture`);
});

it("under `on_bad_example: skip` is an error all the same where nothing is left", () => {
  const skipping = spec.replace("split: by_person", "on_bad_example: skip\n  split: by_person");
  const cwd = project({ faces: "copy", files: { "spec.kpnet": skipping } });
  const imm = join(cwd, "data/imm");
  for (const name of readdirSync(imm).filter((each) => each.endsWith(".asf"))) truncateSync(join(imm, name), 400);
  expect(told(kpc(["train", "spec.kpnet"], { cwd }), 3)).toMatch(/^(kpc: data\/imm\/0\d-\d[mf]\.asf.*\n){10}$/);
});

describe("an annotation", () => {
  const cases: Readonly<Record<string, readonly [(text: string) => string, RegExp]>> = {
    "that lacks a point": [
      (text) => text.split("\n").toSpliced(20, 1).join("\n"),
      /\.asf:\d+: is point \d+, where point \d+ is due/,
    ],
    "of another picture": [
      (text) => text.replace(/\S+\.jpg/, "99-1m.jpg"),
      /\.asf:\d+: its host image is \S+\.jpg, not "99-1m\.jpg"/,
    ],
    "that is empty": [() => "", /\.asf: is empty: the number of points should stand first/],
    "that is cut off": [(text) => text.slice(0, 900), /\.asf(:\d+)?: \S/],
    "with rubbish for a number": [(text) => text.replace(/0\.\d+/, "abc"), /\.asf:\d+: \S/],
  };
  it.each(Object.entries(cases))("%s", (_, [damage, message]) => {
    const { text, face } = wrong((imm, name) => edited(join(imm, `${name}.asf`), damage));
    expect(text).toContain(`kpc: data/imm/${face}.asf`);
    expect(text).toMatch(message);
  });
});

describe("a data set", () => {
  it("that is missing: where to put it, and how to make a stand-in", () => {
    const { text } = wrong((imm) => rmSync(imm, { recursive: true }));
    expect(text).toMatch(/^kpc: data\/imm: there is no such folder .*kpc data synth imm --out data\/imm\n$/);
  });

  it("that is missing beside a spec of another project: the advice is right where it is read", () => {
    const cwd = project({ faces: "none", files: { "elsewhere/spec.kpnet": spec, "elsewhere/package.json": "{}" } });
    const text = told(kpc(["train", "elsewhere/spec.kpnet"], { cwd }), 3);
    expect(text).toMatch(/^kpc: data\/imm: there is no such folder \(\S+\/elsewhere\/data\/imm\)\. /);
    expect(text).toMatch(/kpc data synth imm --out elsewhere\/data\/imm\n$/);
  });

  it("that is empty", () => {
    const { text } = wrong((imm) => {
      rmSync(imm, { recursive: true });
      mkdirSync(imm);
    });
    expect(text).toContain("kpc: data/imm: holds no .asf file");
  });

  it("that is a file", () => {
    const { text } = wrong((imm) => {
      rmSync(imm, { recursive: true });
      writeFileSync(imm, "");
    });
    expect(text).toBe("kpc: data/imm: can't be read as a folder: it is a file\n");
  });

  it("that lacks a person of the split: shown in the spec", () => {
    const { text } = wrong((imm) => {
      for (const file of readdirSync(imm).filter((name) => name.startsWith("03"))) rmSync(join(imm, file));
    });
    expect(text).toContain("error[person_not_in_data]: the split names person 3, of whom data/imm holds no picture");
    expect(text).toMatch(/--> spec\.kpnet:11:10\n.*\n11 \| {3}split: by_person\(train: 1\.\.2, validation: \[3\]\)/);
    expect(text).toContain("kpc: the data does not fit the spec");
  });

  it("whose last batch has one example, where a batch norm needs two: shown in the spec", () => {
    const normed = spec.replace("fc   = linear(2)", "fc1  = linear(4); bn1 = batchnorm(); fc = linear(2)");
    const cwd = project({ files: { "spec.kpnet": normed.replace("batch: 4", "batch: 11") } });
    const text = told(kpc(["train", "spec.kpnet"], { cwd }), 3);
    expect(text).toContain("error[one_value_per_channel]: 12 examples in batches of 11 leave a last batch of one");
    expect(text).toMatch(/--> spec\.kpnet:\d+:\d+\n.*\n\d+ \| {3}batch: 11/);
    expect(readdirSync(cwd)).not.toContain("runs");
  });

  it("that has one picture in both parts: shown in the spec", () => {
    const { text, face } = wrong((imm, name) => {
      const other = readdirSync(imm).find((file) => file.startsWith("03") && file.endsWith(".jpg"))!;
      copyFileSync(join(imm, `${name}.jpg`), join(imm, other));
    });
    expect(text).toContain(`error[image_in_both_splits]: ${face}.jpg (training) and 03-`);
    expect(text).toMatch(/--> spec\.kpnet:11:\d+/);
  });

  it.skipIf(noOtherUser)("that must not be read", () => {
    const cwd = project({ faces: "copy" });
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, "data/imm"), 0);
    const text = told(kpc(["train", "spec.kpnet"], { cwd, ...nobody }), 3);
    chmodSync(join(cwd, "data/imm"), 0o700);
    expect(text).toBe("kpc: data/imm: can't be read as a folder: permission denied\n");
  });

  it.skipIf(noOtherUser)("in a project that must not be written to", () => {
    const cwd = project({ faces: "copy" });
    chmodSync(cwd, 0o555);
    const text = (...args: string[]) => told(kpc(args, { cwd, ...nobody }), 3);
    expect(text("train", "spec.kpnet")).toBe("kpc: the folder runs could not be made: permission denied\n");
    const compile = text("compile", "spec.kpnet", "--target", "js");
    expect(compile).toBe("kpc: the folder out could not be made: permission denied\n");
    expect(text("data", "synth", "imm", "--out", "a", "--people", "1")).toContain("a could not be written: permission");
    chmodSync(cwd, 0o755);
  });
});

describe("with on_bad_example: skip", () => {
  const skipping = spec.replace("  keypoints: Imm58\n", "  keypoints: Imm58\n  on_bad_example: skip\n");

  it("what is left out stands in the run folder and in what --json prints", () => {
    const cwd = project({ faces: "copy", files: { "spec.kpnet": skipping } });
    const face = readdirSync(join(cwd, "data/imm")).find((file) => file.endsWith(".jpg"))!;
    writeFileSync(join(cwd, "data/imm", face), "hello");
    const skipped = {
      count: 1,
      listed: [
        { file: `data/imm/${face}`, line: null, message: "is no picture that can be read: its format is not known" },
      ],
    };
    const printed = (...args: string[]) => {
      const { status, stdout, stderr } = kpc([...args, "--json"], { cwd });
      expect(status, stderr).toBe(0);
      expect(stderr).toContain("kpc: 1 bad example is left out");
      return JSON.parse(stdout) as unknown;
    };
    expect(printed("train", "spec.kpnet")).toMatchObject({ skipped });
    expect(JSON.parse(readFileSync(join(cwd, "runs/Nose-1/skipped.json"), "utf8"))).toEqual(skipped);
    expect(printed("evaluate")).toMatchObject({ skipped });
    const show = ["data", "show", "spec.kpnet", "--out", "sheet.png", "--epochs", "1"];
    expect(printed(...show, "--examples", "100")).toMatchObject({ pictures: 11, skipped });
  });

  it("a run without any has no such file", () => {
    const cwd = project({ files: { "spec.kpnet": skipping } });
    expect(kpc(["train", "spec.kpnet"], { cwd }).status).toBe(0);
    expect(readdirSync(join(cwd, "runs/Nose-1"))).not.toContain("skipped.json");
  });
});
