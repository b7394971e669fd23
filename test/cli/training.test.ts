import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Finished, kpc, printed, told } from "./support/kpc.ts";
import { makeProject, project } from "./support/project.ts";

let root: string;
let trained: Finished;

beforeAll(() => {
  root = makeProject();
  trained = kpc(["train", "spec.kpnet#Nose"], { cwd: root });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const bytes = (path: string) => readFileSync(join(root, path));

describe("kpc train", () => {
  it("says how it goes on stderr, and what came of it on stdout", () => {
    const { status, stdout, stderr } = trained;
    expect(status).toBe(0);
    const epoch = (n: number) => `epoch ${n}/2  train \\S+  validation \\S+  \\S+ px(  best)?\n`;
    expect(stderr).toMatch(new RegExp(`^training 2 epochs on 12 examples, into runs/Nose-1\n${epoch(1)}${epoch(2)}$`));
    expect(stdout).toMatch(/reported in the document +0\.002/);
    expect(stdout).toMatch(/always the mean point +\S+ +\S+/);
    expect(stdout).toMatch(/on average: \S+ pixels off after the last epoch, \S+ pixels off after the best \([12]\)\n/);
    expect(stdout).toContain("kpc evaluate runs/Nose-1");
  });

  it("leaves a run that says what was trained", () => {
    expect(readdirSync(join(root, "runs/Nose-1")).sort()).toEqual([
      "checkpoints",
      "compiled",
      "metrics.jsonl",
      "run.json",
      "spec",
      "tensorboard",
    ]);
    expect(JSON.parse(bytes("runs/Nose-1/run.json").toString())).toMatchObject({
      status: "finished",
      spec: { file: "spec.kpnet", root: "../.." },
    });
  });

  it("trains what is set on the command line, into the folder that is named, and prints one JSON value", () => {
    const args = ["train", "--set", "epochs=1", "spec.kpnet", "--set", "optimizer.lr=2e-3", "--seed", "9"];
    const { status, stdout } = kpc([...args, "--out", "mine", "--threads", "1", "--json"], { cwd: root });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ command: "train", run: "mine", epochs: 1, reported: { train: null } });
    expect(JSON.parse(bytes("mine/run.json").toString())).toMatchObject({
      overrides: { epochs: "1", "optimizer.lr": "2e-3", seed: "9" },
      seed: 9,
      engine: { threads: 1 },
    });
  });

  it("has nothing to go on with in a finished run", () => {
    expect(told(kpc(["train", "--resume", "runs/Nose-1"], { cwd: root }), 2)).toContain("all 2 epochs are trained");
  });

  it("ends with its own code where training diverges", () => {
    const args = ["train", "spec.kpnet", "--set", "optimizer.lr=1e30"];
    expect(told(kpc(args, { cwd: root }), 5)).toMatch(/training diverged: .*A lower learning rate often helps/);
  });
});

describe("kpc evaluate", () => {
  it("measures the newest run unless told which", () => {
    const text = printed(kpc(["evaluate", "runs/Nose-1"], { cwd: root }));
    expect(text).toMatch(/^6 validation examples\n/);
    expect(text).toMatch(
      /the best epoch's weights +\S+ +\S+\n +reported in the document +0\.002\n +always the mean point +\S+ +\S+\n/,
    );
    expect(text).toMatch(/worst: 03-\d[fm] \(\S+ px\)/);
    expect(printed(kpc(["evaluate"], { cwd: root }))).not.toBe("");
  });

  it("writes a sheet of pictures", async () => {
    const args = ["evaluate", "runs/Nose-1", "--pictures", "--split", "train", "--checkpoint", "last", "--json"];
    const value = JSON.parse(printed(kpc(args, { cwd: root })));
    expect(value).toMatchObject({ split: "train", checkpoint: "last", count: 12, pictures: "runs/Nose-1/train.png" });
    expect(value.worst.length).toBe(5);
    expect((await sharp(join(root, value.pictures)).metadata()).format).toBe("png");
  });
});

describe("kpc predict", () => {
  const faces = () => readdirSync(join(root, "data/imm")).filter((file) => file.endsWith(".jpg"));
  const run = ["--run", "runs/Nose-1"];

  it("writes the picture with its point on it", async () => {
    const text = printed(kpc(["predict", `data/imm/${faces()[0]}`, ...run, "--out", "seen"], { cwd: root }));
    const [, overlay] = /^\S+: nose_tip at -?[\d.]+, -?[\d.]+ -> (\S+\.png)\n$/.exec(text)!;
    expect(await sharp(join(root, overlay!)).metadata()).toMatchObject({ format: "png", width: 640, height: 480 });
  });

  it("prints points as CSV or JSON, one like the other, and then no pictures", () => {
    const [first, second] = faces().map((file) => `data/imm/${file}`);
    const args = ["predict", first!, second!, ...run];
    const csv = printed(kpc([...args, "--csv"], { cwd: root }))
      .trimEnd()
      .split("\n");
    const { predictions } = JSON.parse(printed(kpc([...args, "--json"], { cwd: root })));
    expect(csv[0]).toBe("file,index,name,x,y");
    expect(csv.slice(1)).toEqual(
      predictions.map(
        ({
          file,
          points: [point],
        }: {
          file: string;
          points: { index: number; name: string; x: number; y: number }[];
        }) => `${file},${point!.index},${point!.name},${point!.x.toFixed(2)},${point!.y.toFixed(2)}`,
      ),
    );
    expect(existsSync(join(root, "predictions"))).toBe(false);
  });

  it("prints a submission in the competition's layout, and only a whole one", () => {
    const [first, second] = faces().map((file) => `data/imm/${file}`);
    const csv = printed(kpc(["predict", "--csv", "kaggle", first!, second!, ...run], { cwd: root }));
    expect(csv).toMatch(/^Id,Predicted\n0,-?[\d.]+\n1,-?[\d.]+\n2,-?[\d.]+\n3,-?[\d.]+\n$/);
    const bare = printed(kpc(["predict", "--csv", first!, ...run], { cwd: root }));
    expect(bare).toMatch(/^file,index,name,x,y\n/);
    const incomplete = kpc(["predict", first!, "none.jpg", "--csv", "kaggle", ...run], { cwd: root });
    expect(told(incomplete, 3)).toContain("a submission needs every picture");
  });

  it("refuses a box where examples show whole pictures", () => {
    const args = ["predict", `data/imm/${faces()[0]}`, ...run, "--box", "1,2,3,4"];
    expect(told(kpc(args, { cwd: root }), 2)).toContain("--box is for examples that crop()");
    expect(told(kpc(["predict", ...run], { cwd: root }), 2)).toContain("which image?");
  });

  it("gives pictures of one name names of their own", () => {
    const [first, second] = faces().map((file) => join(root, "data/imm", file));
    for (const [folder, face] of [
      ["a", first!],
      ["b", second!],
    ] as const) {
      mkdirSync(join(root, folder));
      copyFileSync(face, join(root, folder, "me.jpg"));
    }
    const text = printed(kpc(["predict", "a/me.jpg", "b/me.jpg", ...run], { cwd: root }));
    expect(text).toMatch(/^a\/me\.jpg: .* -> predictions\/me\.png\nb\/me\.jpg: .* -> predictions\/me-2\.png\n$/);
    expect(readdirSync(join(root, "predictions"))).toEqual(["me-2.png", "me.png"]);
  });

  it("never writes over a picture that it was given", async () => {
    await sharp(join(root, "data/imm", faces()[0]!))
      .png()
      .toFile(join(root, "me.png"));
    const before = bytes("me.png");
    expect(told(kpc(["predict", "me.png", ...run, "--out", "."], { cwd: root }), 2)).toContain("name another folder");
    expect(bytes("me.png").equals(before)).toBe(true);
  });
});

describe("a run", () => {
  it("is evaluated and predicted with from anywhere", () => {
    const elsewhere = project({ faces: "none" });
    const run = join(root, "runs/Nose-1");
    expect(printed(kpc(["evaluate", run], { cwd: elsewhere }))).toMatch(/^6 validation examples\n/);
    expect(printed(kpc(["evaluate", "."], { cwd: run }))).toMatch(/^6 validation examples\n/);
  });

  it("moves with its project", () => {
    const before = project();
    expect(kpc(["train", "spec.kpnet", "--set", "epochs=1"], { cwd: before }).status).toBe(0);
    const after = `${before}-moved`;
    renameSync(before, after);
    try {
      expect(printed(kpc(["evaluate", join(after, "runs/Nose-1")], { cwd: "/" }))).toMatch(/^6 validation/);
    } finally {
      renameSync(after, before);
    }
  });
});
