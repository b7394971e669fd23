import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "kpnet-package-"));
const app = join(work, "app");

/** Packs what `npm publish` would, and installs it into an empty project. Needs npm's registry, or what npm has kept of it. */
beforeAll(() => {
  run(root, "npm", "run", "--silent", "prepack");
  run(root, "npm", "pack", "--ignore-scripts", "--silent", "--pack-destination", work);
  const [tarball] = readdirSync(work);
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), '{ "private": true, "type": "module" }\n');
  run(app, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", join(work, tarball!));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function run(cwd: string, command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

test("the installed kpc checks and compiles a spec", () => {
  copyFileSync(join(root, "specs/nosenet.kpnet"), join(app, "nosenet.kpnet"));
  expect(run(app, "npx", "kpc", "check", "nosenet.kpnet")).toBe("nosenet.kpnet: 2 models, 2 experiments, no errors\n");
  expect(run(app, "npx", "kpc", "compile", "nosenet.kpnet#NoseNet")).toContain("out/NoseNet.infer.onnx\n");
});

test("the installed kpc trains and predicts", () => {
  run(app, "npx", "kpc", "data", "synth", "imm", "--out", "data/imm");
  run(app, "npx", "kpc", "train", "nosenet.kpnet#Nose", "--set", "epochs=1");
  const face = readdirSync(join(app, "data/imm")).find((file) => file.endsWith(".jpg"))!;
  expect(run(app, "npx", "kpc", "predict", `data/imm/${face}`, "--csv")).toMatch(/,52,nose_tip,-?[\d.]+,-?[\d.]+\n$/);
});

const program = `
import { type CheckedProject, checkProject, lowerInference, memorySource, renderDiagnostics } from "kpnet";
import { type RunRecord, readMetrics } from "kpnet/runtime";

const text = "model M { input x: image[1, 4, 4] in 0..1; flatten(); fc = linear(2); output nose: points[1] }";
const project: CheckedProject = checkProject("m.kpnet", memorySource({ "m.kpnet": text, "bad.kpnet": "modle M {}" }));
const model = project.models.get("M");
const bad = checkProject("bad.kpnet", memorySource({ "bad.kpnet": "modle M {}" }));
export const status: RunRecord["status"] = "finished";
console.log(JSON.stringify({
  keys: model && lowerInference(model).weights.map(({ key }) => key),
  errors: project.diagnostics.length,
  told: renderDiagnostics(bad.diagnostics, bad.lookup, { colour: false }).split("\\n")[0],
  metrics: typeof readMetrics,
}));
// @ts-expect-error The types are there, so a name that isn't is an error.
project.modles;
`;

test("its library runs, and its types are whole", () => {
  writeFileSync(join(app, "use.ts"), program);
  const compilerOptions = { module: "nodenext", target: "es2023", lib: ["es2023", "dom"], strict: true, types: [] };
  writeFileSync(join(app, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["use.ts"] }));
  expect(run(app, process.execPath, join(root, "node_modules/typescript/bin/tsc"))).toBe("");
  expect(JSON.parse(run(app, process.execPath, "use.js"))).toEqual({
    keys: ["fc.weight", "fc.bias"],
    errors: 0,
    told: expect.stringContaining("error["),
    metrics: "function",
  });
});
