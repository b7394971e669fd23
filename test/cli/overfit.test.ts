import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { kpc, printed, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

it("says that a network learns a few examples, whatever hinders it on all of them, and keeps nothing", () => {
  const augmented = spec
    .replace(
      "examples Noses from Faces {",
      "examples Noses from Faces {\n  augment train { shift(20%); rotate(-30deg..30deg) }",
    )
    .replace("dropout(p: 0.1)", "dropout(p: 0.5)")
    .replace("epochs: 2", "epochs: 2; early_stopping: { patience: 1 }; moving_average: 0.999");
  const cwd = project({ files: { "spec.kpnet": augmented } });
  const { status, stdout, stderr } = kpc(["train", "spec.kpnet", "--overfit", "8"], { cwd });
  expect(status, stderr).toBe(0);
  expect(stderr).toMatch(
    /^training on 8 examples alone, at most 500 epochs; nothing is kept\nepoch 50 {2}loss \S+ {2}\S+ px\n/,
  );
  expect(stdout).toContain("The network has learned these 8 examples");
  expect(existsSync(join(cwd, "runs"))).toBe(false);
});

it("says that a network does not learn them", () => {
  const cwd = project();
  const args = ["train", "spec.kpnet", "--overfit", "8", "--set", "epochs=3", "--set", "optimizer.lr=1e-9", "--json"];
  const { status, stdout } = kpc(args, { cwd });
  expect(status).toBe(5);
  const { overfit } = JSON.parse(stdout);
  expect(overfit).toMatchObject({ examples: 8, learned: false, epochs: 3 });
  expect(overfit.last.pixelError).toBeGreaterThan(overfit.meanPoint.pixelError / 10);
});

it("goes with no run", () => {
  const cwd = project({ faces: "none" });
  expect(told(kpc(["train", "spec.kpnet", "--overfit", "8", "--out", "x"], { cwd }), 2)).toContain("--out");
  expect(told(kpc(["train", "--resume", "x", "--overfit", "8"], { cwd }), 2)).toContain("no --overfit");
  expect(printed(kpc(["train", "--help"], { cwd }))).toContain("--overfit");
});
