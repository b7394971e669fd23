import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeSafetensors } from "../../lib/safetensors.ts";
import type { TfjsTargetName } from "../../runtime/engines/requirements.ts";
import { kpc, printed, told } from "./support/kpc.ts";
import { addressOf, givePackages } from "./support/packages.ts";
import { project } from "./support/project.ts";

const training = ["train", "spec.kpnet#Nose", "--set", "epochs=1"];
const recordOf = (cwd: string) => JSON.parse(readFileSync(join(cwd, "runs/Nose-1/run.json"), "utf8"));

it("trains on an engine, and evaluates on the same one unless told otherwise", () => {
  const cwd = project();
  const { status, stderr } = kpc([...training, "--target", "js"], { cwd });
  expect(status, stderr).toBe(0);
  expect(recordOf(cwd)).toMatchObject({ status: "finished", engine: { name: "js", threads: 1 } });
  const loss = (...target: string[]) =>
    JSON.parse(printed(kpc(["evaluate", "runs/Nose-1", "--json", ...target], { cwd }))).model.loss as number;
  expect(loss("--target", "cpu")).toBeCloseTo(loss(), 5);
});

describe("an engine that can't run here is told of with the way to get it, before anything is written:", () => {
  const train = ["train", "spec.kpnet#Nose", "--target"];

  /** What is told in a project whose packages have modules of ours in place of some. */
  function lacking(target: TfjsTargetName, modules: Readonly<Record<string, string>> = {}): string {
    const cwd = project({ faces: "none" });
    if (Object.keys(modules).length > 0) givePackages(cwd, target, modules);
    const sentence = told(kpc([...train, target], { cwd }), 4);
    expect(existsSync(join(cwd, "runs"))).toBe(false);
    return sentence;
  }

  it("a package that is not installed", () => {
    expect(lacking("node-gpu")).toBe(
      "kpc: node-gpu needs @tensorflow/tfjs-node-gpu: npm install @tensorflow/tfjs-node-gpu; kpc doctor looks at every target\n",
    );
  });

  it("a package whose native library is not there", () => {
    const module = `throw new Error("The addon (tfjs_binding.node) can not be found at path: x.node. \\nPlease run");`;
    expect(lacking("node-gpu", { "@tensorflow/tfjs-node-gpu": module })).toMatch(
      /^kpc: @tensorflow\/tfjs-node-gpu does not load \(The addon .* at path: x.node.\): npm rebuild @tensorflow\/tfjs-node-gpu/,
    );
  });

  it("no GPU for the package webgpu", () => {
    const module = "export const globals = {}; export const create = () => ({ requestAdapter: async () => null });";
    expect(lacking("webgpu", { webgpu: module })).toMatch(
      /^kpc: webgpu (finds no GPU: it takes a GPU with a|can't find Vulkan's loader, libvulkan.so.1: install it)/,
    );
  });

  it("no GPU for tfjs-node-gpu, which would compute on the CPU", () => {
    const module = asNodeGpu(false);
    expect(lacking("node-gpu", { "@tensorflow/tfjs-node-gpu": module })).toMatch(/^kpc: node-gpu finds no GPU: .*CUDA/);
  });
});

it("is not given weights of another network", () => {
  const cwd = project();
  const tensors = new Map([["conv1.weight", { shape: [2], data: Float32Array.of(1, 2) }]]);
  writeFileSync(join(cwd, "other.safetensors"), writeSafetensors({ tensors, metadata: {} }));
  const weights = ["--spec", "spec.kpnet#Nose", "--weights", "other.safetensors", "--target", "js"];
  for (const command of [["predict", "data/imm/01-1m.jpg"], ["evaluate"]])
    expect(told(kpc([...command, ...weights], { cwd }), 3)).toContain(
      "other.safetensors does not fit the model (conv1.weight: other shape, and 3 more)",
    );
});

it("takes tfjs-node-gpu from the project", () => {
  const cwd = project();
  givePackages(cwd, "node-gpu", { "@tensorflow/tfjs-node-gpu": asNodeGpu(true) });
  const { status, stderr } = kpc([...training, "--target", "node-gpu"], { cwd });
  expect(status, stderr).toBe(0);
  expect(recordOf(cwd)).toMatchObject({ status: "finished", engine: { package: "@tensorflow/tfjs-node-gpu 9.9.9" } });
});

it("has no threads to choose but for cpu", () => {
  const cwd = project({ faces: "none" });
  const sentence = told(kpc([...training, "--target", "js", "--threads", "2"], { cwd }), 2);
  expect(sentence).toContain("--threads is for the target cpu");
});

/** A module that looks like tfjs-node-gpu, and computes with tfjs's plain JavaScript. */
function asNodeGpu(isUsingGpuDevice: boolean): string {
  return `
import * as tf from ${JSON.stringify(addressOf("@tensorflow/tfjs"))};
export * from ${JSON.stringify(addressOf("@tensorflow/tfjs"))};
tf.registerBackend("tensorflow", () => Object.assign(tf.findBackend("cpu"), { isUsingGpuDevice: ${isUsingGpuDevice} }));
for (const kernel of tf.getKernelsForBackend("cpu")) tf.registerKernel({ ...kernel, backendName: "tensorflow" });
`;
}
