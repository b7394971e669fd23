import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { bindBatch, lowerInference } from "../../compiler/index.ts";
import { isKnown } from "../../compiler/ir/dim.ts";
import { encodeWeights } from "../../runtime/checkpoints/checkpoint.ts";
import { weightShapes } from "../../runtime/checkpoints/weight-shapes.ts";
import { initialiseProgram } from "../../runtime/weights/initialise.ts";
import { modelOf } from "../support/check.ts";
import { interpret } from "../support/interpret.ts";
import { relativeError, tensor } from "../support/tensor.ts";
import { kpc, printed, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

const program = lowerInference(modelOf(spec));
const weights = encodeWeights(initialiseProgram(program, 7), weightShapes(program), "Tiny", 0);
const place = () => project({ faces: "none", files: { "tiny.safetensors": weights } });
const compile = (cwd: string, ...more: string[]) =>
  kpc(["compile", "spec.kpnet#Nose", "--target", "js", "--emit", "package", "--out", "tiny", ...more], { cwd });

/** What the network gives for a picture of zeros, which is what the README's snippet asks for. */
function ofBlackPicture() {
  const bound = bindBatch(program, 1);
  const numbers = initialiseProgram(program, 7);
  const tensors = bound.weights.map(({ key, value: { shape } }) => [
    key,
    tensor(shape.filter(isKnown), numbers.get(key)!),
  ]);
  const zeros = tensor([1, 1, 24, 32], new Float32Array(24 * 32));
  return interpret(bound, { inputs: [zeros], weights: Object.fromEntries(tensors) }).outputs.nose!;
}

const modules = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** What a command of npm prints. */
function npm(cwd: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync("npm", words, { cwd, encoding: "utf8", timeout: 55_000 });
  expect(status, stderr).toBe(0);
  return stdout;
}

describe("a package", () => {
  it("is sound, is installed, and does what its README says", async () => {
    const cwd = place();
    printed(compile(cwd, "--weights", "tiny.safetensors"));
    const [{ filename }] = JSON.parse(npm(cwd, "pack", "./tiny", "--json"));
    const tarball = readFileSync(join(cwd, filename));
    const { buffer, byteOffset, byteLength } = tarball;
    const packed = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    const { messages } = await publint({ pack: { tarball: packed } });
    expect(messages).toEqual([]);
    const types = createPackageFromTarballData(tarball);
    const analysis = await checkPackage(types, { excludeEntrypoints: [/safetensors$/] });
    const problems = "problems" in analysis ? analysis.problems.map(({ kind }) => kind) : ["no types"];
    // Modules are ES modules only, which Node's `require` takes since 20.19.
    expect(problems.filter((kind) => kind !== "CJSResolvesToESM")).toEqual([]);

    const fresh = join(cwd, "fresh");
    mkdirSync(fresh);
    writeFileSync(join(fresh, "package.json"), '{ "type": "module" }');
    npm(fresh, "install", "--offline", "--legacy-peer-deps", "--no-audit", "--no-fund", `../${filename}`);
    symlinkSync(join(modules, "@tensorflow"), join(fresh, "node_modules/@tensorflow"));
    const readme = readFileSync(join(fresh, "node_modules/tiny/README.md"), "utf8");
    const snippet = /```js\n(.*?)```/s.exec(readme)![1]!;
    expect(snippet).toContain("tiny/weights.safetensors");
    writeFileSync(join(fresh, "use.js"), snippet);
    const { stdout, stderr } = spawnSync(process.execPath, ["use.js"], { cwd: fresh, encoding: "utf8" });
    const found = /\[ \[ \[ (\S+), (\S+) \] \] \]/.exec(stdout)!;
    expect(found, stdout + stderr).not.toBeNull();
    expect(relativeError(tensor([1, 1, 2], found.slice(1).map(Number)), ofBlackPicture())).toBeLessThan(1e-5);
  });

  it("finds the points that kpc predict finds, to a hundredth of a pixel", async () => {
    const cwd = project({ files: { "tiny.safetensors": weights } });
    printed(compile(cwd, "--weights", "tiny.safetensors"));
    symlinkSync(modules, join(cwd, "tiny/node_modules"));
    const faces = readdirSync(join(cwd, "data/imm")).filter((name) => name.endsWith(".jpg"));
    const files = faces.slice(0, 2).map((name) => `data/imm/${name}`);
    const options = ["--spec", "spec.kpnet#Nose", "--weights", "tiny.safetensors", "--json"];
    const { predictions } = JSON.parse(printed(kpc(["predict", ...files, ...options], { cwd })));
    const model = await import(/* @vite-ignore */ pathToFileURL(join(cwd, "tiny/dist/Tiny.js")).href);
    await model.ready();
    const loaded = model.load(readFileSync(join(cwd, "tiny/weights.safetensors")));
    for (const [place, file] of files.entries()) {
      const { data, info } = await sharp(join(cwd, file)).raw().toBuffer({ resolveWithObject: true });
      const [found] = await model.locate(loaded, { width: info.width, height: info.height, data });
      const [expected] = predictions[place].points;
      expect(Math.abs(found.x - expected.x)).toBeLessThan(0.01);
      expect(Math.abs(found.y - expected.y)).toBeLessThan(0.01);
    }
  });

  it("is built anew with the name that its author gave it, and leaves the author's files alone", () => {
    const cwd = place();
    printed(compile(cwd, "--weights", "tiny.safetensors"));
    const path = join(cwd, "tiny/package.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    writeFileSync(path, JSON.stringify({ ...manifest, name: "@me/noses", version: "1.2.3", license: "MIT" }));
    writeFileSync(join(cwd, "tiny/LICENSE"), "mine");
    printed(compile(cwd, "--weights", "tiny.safetensors"));
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      ...manifest,
      name: "@me/noses",
      version: "1.2.3",
      license: "MIT",
    });
    expect(readFileSync(join(cwd, "tiny/LICENSE"), "utf8")).toBe("mine");
  });

  it("is not put where other files are", () => {
    const cwd = place();
    mkdirSync(join(cwd, "tiny"));
    writeFileSync(join(cwd, "tiny/README.md"), "mine");
    expect(told(compile(cwd), 2)).toBe(
      "kpc: tiny is not empty, and no package that kpc wrote: name another with --out\n",
    );
    writeFileSync(join(cwd, "tiny/package.json"), '{ "kpc": { "files": ["dist/Tiny.js"] } }');
    expect(told(compile(cwd), 2)).toContain("tiny/README.md is there, and not of the package that kpc wrote before");
    expect(readdirSync(join(cwd, "tiny")).sort()).toEqual(["README.md", "package.json"]);
  });

  it("of another network's weights is not begun", () => {
    const cwd = place();
    const other = spec.replace("conv2d(4", "conv2d(5");
    writeFileSync(join(cwd, "spec.kpnet"), other);
    const text = told(compile(cwd, "--weights", "tiny.safetensors"), 3);
    expect(text).toContain("tiny.safetensors does not fit the model (conv1.weight: other shape, and ");
    expect(existsSync(join(cwd, "tiny"))).toBe(false);
    expect(told(compile(cwd, "--weights", "."), 3)).toBe("kpc: . has no finished epoch, and so no weights\n");
    expect(readdirSync(cwd).filter((name) => name.startsWith("tiny"))).toEqual(["tiny.safetensors"]);
  });

  it("needs a target of tfjs and one model, and weights a package", () => {
    const cwd = project({
      faces: "none",
      files: {
        "two.kpnet":
          spec + spec.slice(spec.indexOf("model Tiny")).replaceAll("Tiny", "Other").replaceAll("Nose {", "Second {"),
      },
    });
    const run = (...words: string[]) => told(kpc(["compile", ...words], { cwd }), 2);
    expect(run("spec.kpnet", "--emit", "package")).toContain("there are no packages for the target cpu");
    expect(run("two.kpnet", "--target", "js", "--emit", "package")).toContain("takes one model: name it after #");
    expect(run("spec.kpnet", "--weights", "x")).toContain("--weights goes with --emit package");
  });
});
