import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { kpc, printed, told } from "./support/kpc.ts";
import { project } from "./support/project.ts";

it("trains on an engine, and evaluates and predicts on the same one unless told otherwise", () => {
  const cwd = project();
  const { status, stderr } = kpc(["train", "spec.kpnet#Nose", "--set", "epochs=1", "--target", "js"], { cwd });
  expect(status, stderr).toBe(0);
  const record = JSON.parse(readFileSync(join(cwd, "runs/Nose-1/run.json"), "utf8"));
  expect(record).toMatchObject({ status: "finished", engine: { name: "js", threads: 1 } });
  const loss = (...target: string[]) =>
    JSON.parse(printed(kpc(["evaluate", "runs/Nose-1", "--json", ...target], { cwd }))).model.loss as number;
  expect(loss("--target", "cpu")).toBeCloseTo(loss(), 5);
});

it("says what an engine lacks before anything is written", () => {
  const cwd = project();
  const train = ["train", "spec.kpnet#Nose", "--target"];
  const sentence = told(kpc([...train, "node-gpu"], { cwd }), 4);
  expect(sentence).toContain("node-gpu needs @tensorflow/tfjs-node-gpu: npm install @tensorflow/tfjs-node-gpu");
  expect(told(kpc([...train, "js", "--threads", "2"], { cwd }), 2)).toContain("--threads is for the target cpu");
  expect(existsSync(join(cwd, "runs"))).toBe(false);
});
