import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { resolveExperiment } from "../../cli/experiment.ts";
import { prepareExperiment } from "../../cli/prepare.ts";
import type { FileSource } from "../../compiler/file-source.ts";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { runPaths } from "../../runtime/runs/run-folder.ts";
import { startRun } from "../../runtime/runs/start-run.ts";
import { writeDots } from "./support/dots.ts";
import { folderForFile } from "./support/temporary-folder.ts";

/** Dark pictures, each with a bright dot where the nose would be. */
const root = await folderForFile();
beforeAll(() => writeDots(join(root, "data/imm"), 5));

/** The files of specs/, with narrow networks for small pictures, that learn the one point. */
const small: FileSource = {
  read: (path) => {
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
    if (path.endsWith("nosenet.kpnet"))
      return text.replace(/by_person\(.*\)/, "by_person(train: 1..4, validation: [5])");
    return text
      .replace(/width: int = \d+, count: int = Imm58.count/, "width: int = 6, count: int = 1")
      .replace(/image\[1, \d+, \d+\]/, "image[1, 32, 32]")
      .replace(/grayscale\(\)\n +resize\(\d+, \d+\)/, "keep_points([nose_tip]); grayscale(); resize(32, 32)");
  },
};

/** The same, whose maps are an output and are trained to be hills, too. */
const supervised: FileSource = {
  read: (path) => {
    const text = small.read(path);
    if (path.endsWith("nosenet.kpnet")) return text;
    return text
      ?.replace(/(output landmarks: .*\n)/, "$1  output maps: features[count, 32, 32] from heat\n")
      .replace("loss: mse()", "loss: { landmarks: mse(), maps: gaussian_heatmap(sigma: 2, weight: 0.1) }");
  },
};

test.each([
  ["unet", "UNetFaces", small],
  ["unet", "UNetFaces", supervised],
  ["hourglass", "HourglassFaces", small],
] as const)("a small %s learns where the dots are", async (file, name, source) => {
  const overrides = { epochs: "4", batch: "4", "optimizer.lr": "1e-2" };
  const chosen = resolveExperiment(source, { root, file: `specs/${file}.kpnet`, name, overrides });
  const { prepared } = await prepareExperiment(chosen, { threads: 1 });
  const { folder } = await startRun(prepared, { parent: root });
  const metrics = await readMetrics(runPaths(folder).metrics);
  const losses = metrics.map(({ trainLoss }) => trainLoss);
  expect(losses).toHaveLength(4);
  expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
  const { loss, mse } = metrics.at(-1)!.validation!;
  if (source === small) expect(loss).toBe(mse);
  else expect(loss).toBeGreaterThan(mse);
});
