import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kpc, told } from "./support/kpc.ts";
import { makeProject, project } from "./support/project.ts";

let root: string;
beforeAll(() => {
  root = makeProject();
  const { status } = kpc(["train", "spec.kpnet"], { cwd: root });
  expect(status).toBe(0);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A copy of the finished run, which is then damaged. */
function copied(damage: (run: string) => void): string {
  const name = `copies/Nose-${readdirSync(root).length}-${Math.floor(performance.now())}`;
  cpSync(join(root, "runs/Nose-1"), join(root, name), { recursive: true });
  damage(join(root, name));
  return name;
}

const edit = (path: string, from: string, to: string) =>
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));

describe("a folder that holds no run", () => {
  it("is not resumed, evaluated or predicted with", () => {
    mkdirSync(join(root, "empty"), { recursive: true });
    for (const args of [
      ["train", "--resume", "empty"],
      ["evaluate", "nope"],
      ["predict", "a.jpg", "--run", "spec.kpnet"],
    ])
      expect(told(kpc(args, { cwd: root }), 3)).toMatch(
        /(empty|nope|spec\.kpnet) is not a run folder: it has no run\.json/,
      );
  });

  it("is said to be missing where none is named", () => {
    const cwd = project({ faces: "none" });
    expect(told(kpc(["evaluate"], { cwd }), 2)).toMatch(/no trained run in runs\/.*as in `kpc train/);
    expect(told(kpc(["predict", "a.jpg"], { cwd }), 2)).toContain("no trained run in runs/");
  });

  it("is not trained into where it holds something else", () => {
    writeFileSync(join(root, "notes.txt"), "mine");
    expect(told(kpc(["train", "spec.kpnet", "--out", "."], { cwd: root }), 2)).toContain(". is not empty");
    expect(told(kpc(["train", "spec.kpnet", "--out", "runs/Nose-1"], { cwd: root }), 2)).toContain("resume");
    const inTheWay = told(kpc(["train", "spec.kpnet", "--out", "notes.txt"], { cwd: root }), 3);
    expect(inTheWay).toBe("kpc: the folder notes.txt could not be made: there is a file of that name\n");
    expect(readFileSync(join(root, "notes.txt"), "utf8")).toBe("mine");
  });
});

describe("a damaged run", () => {
  const cases: Readonly<Record<string, readonly [damage: (run: string) => void, message: RegExp]>> = {
    "with weights that are cut off": [
      (run) => truncateSync(join(run, "checkpoints/best.safetensors"), 1000),
      /checkpoints\/best\.safetensors is cut off/,
    ],
    "without weights": [(run) => rmSync(join(run, "checkpoints/best.safetensors")), /best\.safetensors is missing/],
    "without code": [(run) => rmSync(join(run, "compiled"), { recursive: true }), /compiled\/Tiny\.js is missing/],
    "without its spec": [(run) => rmSync(join(run, "spec"), { recursive: true }), /spec could not be read/],
    "with another spec": [(run) => edit(join(run, "spec/spec.kpnet"), "2", "3"), /not what the run was started with/],
    "with a record that is rubbish": [(run) => writeFileSync(join(run, "run.json"), "hi"), /run\.json is damaged/],
    "with a newer record": [
      (run) => edit(join(run, "run.json"), "kpnet-run/1", "kpnet-run/9"),
      /has the format kpnet-run\/9/,
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [damage, message]) => {
    const run = copied(damage);
    expect(told(kpc(["evaluate", run], { cwd: root }), 3)).toMatch(message);
    const picture = join("data/imm", readdirSync(join(root, "data/imm")).find((file) => file.endsWith(".jpg"))!);
    expect(told(kpc(["predict", picture, "--run", run], { cwd: root }), 3)).toMatch(message);
  });

  it("is not resumed from a checkpoint that is cut off", () => {
    const run = copied((folder) => {
      edit(join(folder, "run.json"), '"finished"', '"interrupted"');
      truncateSync(join(folder, "checkpoints/last.safetensors"), 9000);
    });
    expect(told(kpc(["train", "--resume", run], { cwd: root }), 3)).toContain("last.safetensors is cut off");
  });
});

describe("a run", () => {
  it("goes on as it was begun, or not at all", () => {
    const resume = ["train", "--resume", "runs/Nose-1"];
    for (const extra of [["spec.kpnet"], ["--set", "epochs=9"], ["--seed", "1"], ["--out", "x"], ["--threads", "1"]])
      expect(told(kpc([...resume, ...extra], { cwd: root }), 2)).toContain("goes on with a run as it was begun");
    expect(told(kpc(resume, { cwd: root }), 2)).toContain("runs/Nose-1 is finished");
  });

  it("whose data is gone says where it should be", () => {
    const cwd = project();
    expect(kpc(["train", "spec.kpnet"], { cwd }).status).toBe(0);
    rmSync(join(cwd, "data"), { recursive: true });
    expect(told(kpc(["evaluate", join(cwd, "runs/Nose-1")], { cwd: "/" }), 3)).toContain(join(cwd, "data/imm"));
  });

  it("that has no epoch yet has nothing to measure", () => {
    const run = copied((folder) => {
      edit(join(folder, "run.json"), '"finishedEpochs": 2', '"finishedEpochs": 0');
      rmSync(join(folder, "checkpoints/best.safetensors"));
    });
    expect(told(kpc(["evaluate", run], { cwd: root }), 3)).toContain("has no finished epoch yet");
  });
});

describe("a picture to predict", () => {
  it("among others leaves these their points", () => {
    const [face] = readdirSync(join(root, "data/imm")).filter((file) => file.endsWith(".jpg"));
    const args = ["predict", "nope.jpg", join("data/imm", face!), "spec.kpnet", "--run", "runs/Nose-1"];
    const faults = /^kpc: nope\.jpg: there is no such file\nkpc: spec\.kpnet: is no picture that can be read: .*\n$/;
    const csv = kpc([...args, "--csv"], { cwd: root });
    expect(csv.status).toBe(3);
    expect(csv.stderr).toMatch(faults);
    expect(csv.stdout).toMatch(/^file,index,name,x,y\ndata\/imm\/\S+,52,nose_tip,\S+\n$/);
    const { predictions, refused } = JSON.parse(kpc([...args, "--json"], { cwd: root }).stdout);
    expect(predictions).toHaveLength(1);
    expect(refused.map(({ file }: { file: string }) => file)).toEqual(["nope.jpg", "spec.kpnet"]);
    expect(told(kpc(["predict", "nope.jpg", "spec.kpnet", "--run", "runs/Nose-1"], { cwd: root }), 3)).toMatch(faults);
  });

  it("that is missing, a folder, or something else", () => {
    mkdirSync(join(root, "folder"), { recursive: true });
    const message = (file: string) => told(kpc(["predict", file, "--run", "runs/Nose-1"], { cwd: root }), 3);
    expect(message("nope.jpg")).toBe("kpc: nope.jpg: there is no such file\n");
    expect(message("folder")).toBe("kpc: folder: is a folder, not a picture\n");
    expect(message("spec.kpnet")).toContain("kpc: spec.kpnet: is no picture that can be read");
    expect(readdirSync(root)).not.toContain("predictions");
  });
});
