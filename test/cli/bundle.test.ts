import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "../editor/support/client.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Inside node_modules, so that the bundle finds the packages that stay outside of it. */
const dist = join(root, "node_modules/.cache/kpnet-bundle-test");
const work = mkdtempSync(join(tmpdir(), "kpnet-bundle-"));
const check = ["check", "specs/nosenet.kpnet"];
const fine = { status: 0, stdout: "specs/nosenet.kpnet: 2 models, 2 experiments, no errors\n", stderr: "" };

beforeAll(() => execFileSync(process.execPath, ["scripts/build.mjs", dist], { cwd: root }));
afterAll(() => {
  for (const folder of [dist, work]) rmSync(folder, { recursive: true, force: true });
});

/** Runs the bundled `kpc` at the root of the project. */
function kpc(args: readonly string[], { node = [] as string[], env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, join(dist, "kpc.cjs"), ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

function cacheFile(): string {
  const [name, ...others] = readdirSync(dist).filter((file) => file.endsWith(".cache"));
  expect(others).toEqual([]);
  return join(dist, name!);
}

describe("the bundle", () => {
  it("checks a spec", () => {
    expect(kpc(check)).toEqual(fine);
  });

  it("says what is wrong with one", () => {
    const spec = join(work, "wrong.kpnet");
    writeFileSync(spec, readFileSync(join(root, "specs/nosenet.kpnet"), "utf8").replace("conv2d(", "conv4d("));
    const { status, stderr } = kpc(["check", spec]);
    expect(status).toBe(1);
    expect(stderr).toContain("unknown_step");
  });

  it("loads no engine, emitter, image library or schema checker for that", () => {
    const file = join(work, "ran.json");
    const result = kpc(check, {
      node: ["--require", join(root, "test/cli/support/what-ran.cjs")],
      env: { WHAT_RAN: file },
    });
    expect(result).toEqual(fine);
    const ran = JSON.parse(readFileSync(file, "utf8")) as { files: string[]; modules: string[] };
    expect(ran.files).toEqual([join(root, "test/cli/support/what-ran.cjs"), join(dist, "kpc.cjs")]);
    expect(ran.modules).toContain("grammar/parse.ts");
    expect(ran.modules).toContain("compiler/3-check/index.ts");
    const needless =
      /^(runtime\/(?!system-error)|reports|editor|compiler\/5-emit)\/|\/(ajv|string-width|vscode-[a-z-]+)\//;
    expect(ran.modules.filter((name) => needless.test(name))).toEqual([]);
  });

  it("loads the packages outside of it when they are needed", () => {
    expect(kpc(["doctor"]).stdout).toMatch(/works +cpu +onnxruntime-node/);
    const { status, stderr } = kpc(["compile", "specs/nosenet.kpnet#NoseNet", "--target", "js", "--out", work]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(readdirSync(work)).toContain("NoseNet.js");
  });

  it("speaks with an editor", async () => {
    const client = await Client.start({ program: [join(dist, "kpc.cjs"), "lsp", "--stdio"] });
    expect(await client.open("small.kpnet", "const a = b\n")).toMatchObject([{ code: "unknown_name" }]);
    expect(await client.stop()).toEqual({ code: 0, errors: "" });
  });

  it("lays out its help as yargs does with its own measure of text", () => {
    const source = spawnSync(process.execPath, ["--import", "tsx", "cli/bin.ts", "train", "--help"], {
      cwd: root,
      encoding: "utf8",
    });
    expect(source.stdout).toContain("--resume");
    expect(kpc(["train", "--help"]).stdout).toBe(source.stdout);
  });
});

describe("V8's code cache", () => {
  it("is used", () => {
    const program = `
      const { readFileSync } = require("node:fs");
      const { cacheFile, compile } = require(${JSON.stringify(join(dist, "kpc.cjs"))});
      console.log(compile(readFileSync(cacheFile)).cachedDataRejected);`;
    expect(execFileSync(process.execPath, ["--eval", program], { encoding: "utf8" })).toBe("false\n");
  });

  it("is not needed: a damaged one and none at all make no difference but in time", () => {
    const whole = readFileSync(cacheFile());
    for (const damaged of [whole.subarray(0, 1000), Buffer.alloc(1000), Buffer.alloc(0)]) {
      writeFileSync(cacheFile(), damaged);
      expect(kpc(check)).toEqual(fine);
    }
    rmSync(cacheFile());
    expect(kpc(check)).toEqual(fine);
  });
});
