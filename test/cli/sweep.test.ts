import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { kpc, printed, startKpc, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

const sweep = (text: string) => `${spec}\nexperiment Rates = Nose with {\n  set sweep: ${text}\n}\n`;

it("trains every combination, and goes on with those that are not finished", () => {
  const cwd = project({ files: { "spec.kpnet": sweep("{ optimizer.lr: [1e-3, 1e30]; seed: [7] }") } });
  const loading = ["--workers", "1", "--data-memory", "101"];
  const { status, stdout, stderr } = kpc(["train", "spec.kpnet#Rates", "--jobs", "2", ...loading], { cwd });
  expect(status, stderr).toBe(0);
  expect(stderr).toMatch(/^training 2 combinations of Rates, 2 at a time, into runs\/Rates-1\n/);
  expect(stderr).toMatch(/[12]\/2 {2}optimizer\.lr=1e30 seed=7 {2}diverged: the loss became/);
  expect(stdout).toMatch(/\n\* {2}1e-3 +7 +2 +\S+ +\S+ +[12] +\S+ +\S+ px\n/);
  expect(stdout).toMatch(/\n {3}1e30 +7 +0 +diverged\n/);
  const folder = join(cwd, "runs/Rates-1");
  expect(readdirSync(folder).sort()).toEqual(["lr=1e-3,seed=7", "lr=1e30,seed=7", "sweep.json"]);

  // The same bytes as a run of its own with these settings.
  const alone = ["train", "spec.kpnet#Nose", "--set", "optimizer.lr=1e-3", "--threads", "1", "--out", "alone"];
  expect(kpc(alone, { cwd }).status).toBe(0);
  const weights = (run: string) => readFileSync(join(cwd, run, "checkpoints/best.safetensors"));
  expect(weights("runs/Rates-1/lr=1e-3,seed=7").equals(weights("alone"))).toBe(true);

  rmSync(join(folder, "lr=1e-3,seed=7"), { recursive: true });
  const again = kpc(["train", "--resume", "runs/Rates-1", "--json"], { cwd });
  expect(again.stderr).not.toContain("1e30");
  expect(JSON.parse(readFileSync(join(folder, "lr=1e-3,seed=7/run.json"), "utf8")).loading).toEqual({
    workers: 1,
    memory: 50 * 2 ** 20, // its share
  });
  expect(JSON.parse(again.stdout)).toMatchObject({
    sweep: "runs/Rates-1",
    runs: [
      { values: { "optimizer.lr": "1e-3", seed: "7" }, status: "finished", best: true },
      { status: "diverged", best: false, problem: expect.stringContaining("the loss became") },
    ],
  });
  expect(printed(kpc(["evaluate", "runs/Rates-1"], { cwd }))).toMatch(/^6 validation examples\n/);

  rmSync(join(folder, "lr=1e-3,seed=7"), { recursive: true });
  writeFileSync(join(cwd, "spec.kpnet"), sweep("{ optimizer.lr: [1e-3, 1e30]; seed: [8] }"));
  expect(told(kpc(["train", "--resume", "runs/Rates-1"], { cwd }), 2)).toContain("has changed since");
});

it("is ended by Ctrl-C in good order", async () => {
  const files = { "spec.kpnet": sweep("{ seed: 1..4; epochs: [500] }") };
  const cwd = project({ files });
  const { child, finished } = startKpc(["train", "spec.kpnet#Rates", "--jobs", "2"], { cwd });
  const begun = () => {
    try {
      return readdirSync(join(cwd, "runs/Rates-1")).flatMap((run) =>
        run === "sweep.json" || run === "lock" ? [] : readdirSync(join(cwd, "runs/Rates-1", run)),
      );
    } catch {
      return [];
    }
  };
  while (begun().filter((file) => file === "metrics.jsonl").length < 2 && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGINT");
  const { status, stderr } = await finished;
  expect(status, stderr).toBe(130);
  expect(stderr).toContain("stopped after 0 of 4 combinations; go on with: kpc train --resume runs/Rates-1\n");
  const states = [1, 2].map((seed) => `runs/Rates-1/seed=${seed},epochs=500/run.json`);
  for (const path of states) expect(JSON.parse(readFileSync(join(cwd, path), "utf8")).status).toBe("interrupted");
  expect(begun()).not.toContain("lock");
});

it("ends at what hinders every run", () => {
  const cwd = project({ files: { "spec.kpnet": sweep("{ seed: 1..4 }") }, faces: "none" });
  const { status, stderr, stdout } = kpc(["train", "spec.kpnet#Rates", "--jobs", "1"], { cwd });
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toContain("once that is mended, go on with: kpc train --resume runs/Rates-1");
  expect(stderr).toMatch(/1\/4 {2}seed=1 {2}failed: /);
  expect(stderr).not.toContain("2/4");
});

it("has one run where all that is swept is set", () => {
  const cwd = project({ files: { "spec.kpnet": sweep("{ epochs: [3, 4] }") } });
  expect(kpc(["train", "spec.kpnet#Rates", "--set", "epochs=1"], { cwd }).stdout).toMatch(/^\nRates: 1 epoch,/);
  expect(told(kpc(["train", "spec.kpnet#Nose", "--jobs", "2"], { cwd }), 2)).toContain("--jobs");
});
