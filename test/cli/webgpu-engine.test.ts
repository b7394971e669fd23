import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { hasSwiftShader, swiftShader } from "../targets/support/swiftshader.ts";
import { hiddenDots } from "./support/hidden-dots.ts";
import { type Finished, kpc, startKpc, told } from "./support/kpc.ts";
import { expectSameLosses } from "./support/losses.ts";
import { addressOf, givePackages } from "./support/packages.ts";
import { project } from "./support/project.ts";

const env = swiftShader() as Record<string, string>;
const training = (epochs: number) => ["train", "spec.kpnet#Nose", "--set", `epochs=${epochs}`];
const resuming = ["train", "--resume", "runs/Nose-1"];

function succeeded({ status, stderr }: Finished): void {
  expect(status, stderr).toBe(0);
}

const recordOf = (cwd: string) => JSON.parse(readFileSync(join(cwd, "runs/Nose-1/run.json"), "utf8"));

describe.skipIf(!hasSwiftShader)("kpc train on WebGPU, which SwiftShader computes (skipped without)", () => {
  it("has the losses of the default engine", () => {
    const cwd = project();
    succeeded(kpc([...training(2), "--target", "webgpu"], { cwd, env }));
    succeeded(kpc([...training(2), "--out", "by-cpu"], { cwd }));
    expect(recordOf(cwd)).toMatchObject({ status: "finished", engine: { name: "webgpu" } });
    expectSameLosses(join(cwd, "runs/Nose-1"), join(cwd, "by-cpu"));
  });

  it("has them where points are hidden", async () => {
    const cwd = await hiddenDots();
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    succeeded(kpc(["train", "spec.kpnet", "--target", "webgpu", "--out", "by-webgpu"], { cwd, env }));
    succeeded(kpc(["train", "spec.kpnet", "--out", "by-cpu"], { cwd }));
    expectSameLosses(join(cwd, "by-webgpu"), join(cwd, "by-cpu"));
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
    expectSameLosses(join(cwd, "runs/Nose-1"), join(cwd, "by-cpu"));
  }, 120_000);

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
