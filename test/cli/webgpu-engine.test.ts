import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasSwiftShader, swiftShader } from "../targets/support/swiftshader.ts";
import { type Finished, kpc, startKpc, told } from "./support/kpc.ts";
import { addressOf, givePackages } from "./support/packages.ts";
import { project } from "./support/project.ts";

interface Epoch {
  readonly trainLoss: number;
  readonly validation: { readonly loss: number };
}

const env = swiftShader() as Record<string, string>;
const training = (epochs: number) => ["train", "spec.kpnet#Nose", "--set", `epochs=${epochs}`];
const resuming = ["train", "--resume", "runs/Nose-1"];

function succeeded({ status, stderr }: Finished): void {
  expect(status, stderr).toBe(0);
}

const recordOf = (cwd: string, run = "runs/Nose-1") => JSON.parse(readFileSync(join(cwd, run, "run.json"), "utf8"));

/** Losses of all epochs, of training and validation. */
function lossesOf(cwd: string, run: string): number[] {
  const lines = readFileSync(join(cwd, run, "metrics.jsonl"), "utf8")
    .trim()
    .split("\n");
  return lines.flatMap((line) => {
    const { trainLoss, validation } = JSON.parse(line) as Epoch;
    return [trainLoss, validation.loss];
  });
}

/** No loss is farther off than 1e-4 of itself. */
function expectLosses(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, loss] of expected.entries()) expect(Math.abs(actual[index]! / loss - 1)).toBeLessThan(1e-4);
}

describe.skipIf(!hasSwiftShader)("kpc train on WebGPU, which SwiftShader computes (skipped without)", () => {
  it("has the losses of the default engine", () => {
    const cwd = project();
    succeeded(kpc([...training(2), "--target", "webgpu"], { cwd, env }));
    succeeded(kpc([...training(2), "--out", "by-cpu"], { cwd }));
    expect(recordOf(cwd)).toMatchObject({ status: "finished", engine: { name: "webgpu" } });
    expectLosses(lossesOf(cwd, "runs/Nose-1"), lossesOf(cwd, "by-cpu"));
  });

  it("takes a run over in its middle, and hands it on", async () => {
    const cwd = project();
    const epochs = 40;
    await stopAfterAnEpoch(training(epochs), cwd);
    for (const target of ["wasm", "webgpu"]) await stopAfterAnEpoch([...resuming, "--target", target], cwd);
    succeeded(kpc([...resuming, "--target", "js"], { cwd }));
    const { engine, earlierEngines, finishedEpochs } = recordOf(cwd);
    const names = [...earlierEngines, engine].map(({ name }: { name: string }) => name);
    expect({ names, finishedEpochs }).toEqual({ names: ["cpu", "wasm", "webgpu", "js"], finishedEpochs: epochs });
    succeeded(kpc([...training(epochs), "--out", "by-cpu"], { cwd }));
    expectLosses(lossesOf(cwd, "runs/Nose-1"), lossesOf(cwd, "by-cpu"));
  });

  it("keeps what is finished where the device is lost, and says how to go on", () => {
    const cwd = project();
    givePackages(cwd, "webgpu", { webgpu: webGpuThatIsLost });
    const sentence = told(kpc([...training(40), "--target", "webgpu"], { cwd, env }), 4);
    expect(sentence).toContain("kpc: the device of webgpu was lost");
    expect(sentence).toContain("kpc train --resume runs/Nose-1");
    const { status, finishedEpochs } = recordOf(cwd);
    expect(status).toBe("failed");
    expect(finishedEpochs).toBeGreaterThan(0);
    succeeded(kpc([...resuming, "--target", "cpu"], { cwd }));
    expect(recordOf(cwd)).toMatchObject({ status: "finished", finishedEpochs: 40 });
  });
});

async function stopAfterAnEpoch(args: readonly string[], cwd: string): Promise<void> {
  const { child, finished } = startKpc(args, { cwd, env });
  child.stderr!.on("data", (text: string) => {
    if (/epoch +\d+\/40/.test(text)) child.kill("SIGINT");
  });
  const { status, stderr } = await finished;
  expect(status, stderr).toBe(130);
}

/** The package webgpu, whose device breaks down when numbers are read from it for the sixtieth time: in some epoch after the first. */
const webGpuThatIsLost = `
import { create as createReally, globals } from ${JSON.stringify(addressOf("webgpu"))};
export { globals };

export function create(options) {
  const gpu = createReally(options);
  let device;
  const { requestDevice } = globals.GPUAdapter.prototype;
  globals.GPUAdapter.prototype.requestDevice = async function (...options) {
    return (device = await requestDevice.apply(this, options));
  };
  const { mapAsync } = globals.GPUBuffer.prototype;
  let reads = 0;
  globals.GPUBuffer.prototype.mapAsync = function (...options) {
    if (++reads === 60) device.destroy();
    return mapAsync.apply(this, options);
  };
  return gpu;
}
`;
