import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSafetensors, writeSafetensors } from "../../lib/safetensors.ts";
import { type Finished, kpc, startKpc } from "./support/kpc.ts";
import { project } from "./support/project.ts";

type Started = ReturnType<typeof startKpc>;

/** Resolves when the command has said this on stderr. */
function said({ child }: Started, text: RegExp): Promise<void> {
  return new Promise((resolve) => {
    let all = "";
    child.stderr!.on("data", (more: string) => {
      all += more;
      if (text.test(all)) resolve();
    });
  });
}

function interrupted({ status, stdout, stderr }: Finished): string {
  expect({ status, stdout }, stderr).toEqual({ status: 130, stdout: "" });
  expect(stderr).not.toMatch(/^ {4}at /m);
  return stderr;
}

describe("Ctrl-C in the middle of training", () => {
  const epochs = ["--set", "epochs=40"];

  it("keeps what is finished; the run goes on to the bytes of one that was never stopped", async () => {
    const cwd = project();
    const training = startKpc(["train", "spec.kpnet", ...epochs, "--workers", "1"], { cwd });
    await said(training, /epoch +3\/40/);
    training.child.kill("SIGINT");
    const text = interrupted(await training.finished);
    expect(text).toMatch(/stopped after \d+ finished epochs; go on with: kpc train --resume runs\/Nose-1\n$/);
    const record = JSON.parse(readFileSync(join(cwd, "runs/Nose-1/run.json"), "utf8"));
    expect(record.status).toBe("interrupted");
    expect(record.finishedEpochs).toBeLessThan(40);

    const { status, stderr } = kpc(["train", "--resume", join(cwd, "runs/Nose-1")], { cwd: "/" });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain(`from epoch ${record.finishedEpochs + 1}`);
    const resumed = JSON.parse(readFileSync(join(cwd, "runs/Nose-1/run.json"), "utf8"));
    expect([record.loading, resumed.loading]).toEqual([{ workers: 1 }, { workers: 1 }]);
    expect(kpc(["train", "spec.kpnet", ...epochs, "--out", "whole"], { cwd }).status).toBe(0);
    for (const file of ["last", "best"].map((name) => `checkpoints/${name}.safetensors`))
      expect(readFileSync(join(cwd, "runs/Nose-1", file)).equals(readFileSync(join(cwd, "whole", file)))).toBe(true);
  });

  it("is an error under --json, with the run to go on with", async () => {
    const training = startKpc(["train", "spec.kpnet", ...epochs, "--json"], { cwd: project() });
    await said(training, /epoch +1\/40/);
    training.child.kill("SIGINT");
    const { status, stdout } = await training.finished;
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ command: "train", error: { exitCode: 130, run: "runs/Nose-1" } });
  });
});

describe("Ctrl-C while the data is read", () => {
  /** A project one of whose annotations is a pipe, which can be read when this test writes it; then training began to read. */
  async function reading() {
    const cwd = project({ faces: "copy" });
    const face = readdirSync(join(cwd, "data/imm")).find((file) => file.endsWith(".asf"))!;
    const pipe = join(cwd, "data/imm", face);
    const content = readFileSync(pipe);
    rmSync(pipe);
    execFileSync("mkfifo", [pipe]);
    const training = startKpc(["train", "spec.kpnet"], { cwd });
    const writer = await open(pipe, "w");
    training.child.kill("SIGINT");
    await said(training, /stopping; Ctrl-C again ends at once/);
    return { cwd, training, writer, content };
  }

  it("stops before training begins, and writes nothing", async () => {
    const { cwd, training, writer, content } = await reading();
    await writer.writeFile(content);
    await writer.close();
    expect(interrupted(await training.finished)).toContain("kpc: stopped before training began; nothing was written\n");
    expect(existsSync(join(cwd, "runs"))).toBe(false);
  });

  it("ends at once when it comes a second time", async () => {
    const { cwd, training, writer } = await reading();
    training.child.kill("SIGINT");
    interrupted(await training.finished);
    await writer.close();
    expect(existsSync(join(cwd, "runs"))).toBe(false);
  });
});

describe("a kill while weights are written", () => {
  it("leaves the old file, and never half of the new one", async () => {
    const cwd = project({ faces: "none" });
    const count = 16_000_000;
    const tensors = new Map([["a", { shape: [count], data: new Float32Array(count) }]]);
    writeFileSync(join(cwd, "large.safetensors"), writeSafetensors({ tensors, metadata: {} }));
    const old = writeSafetensors({ tensors: new Map(), metadata: {} });
    writeFileSync(join(cwd, "out.safetensors"), old);
    const exporting = startKpc(["weights", "export", "large.safetensors", "--out", "out.safetensors"], { cwd });
    const underWay = () => readdirSync(cwd).some((name) => name.endsWith(".tmp"));
    while (!underWay() && exporting.child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 1));
    exporting.child.kill("SIGKILL");
    await exporting.finished;
    const written = readFileSync(join(cwd, "out.safetensors"));
    if (underWay()) expect(written.equals(old)).toBe(true);
    else expect(readSafetensors(written).tensors.get("a")!.data).toHaveLength(count);
  });
});

describe("Ctrl-C while faces are drawn", () => {
  it("leaves nothing", async () => {
    const cwd = project({ faces: "none" });
    const drawing = startKpc(["data", "synth", "imm", "--out", "faces"], { cwd });
    while (!existsSync(join(cwd, "faces.partial"))) await new Promise((resolve) => setTimeout(resolve, 5));
    drawing.child.kill("SIGINT");
    expect(interrupted(await drawing.finished)).toContain("nothing was written to faces");
    expect(readdirSync(cwd).sort()).toEqual(["package.json", "spec.kpnet"]);
  });
});
