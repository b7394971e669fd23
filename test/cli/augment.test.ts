import { readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { readMetrics } from "../../runtime/runs/metrics-log.ts";
import { kpc, printed, told } from "./support/kpc.ts";
import { project, spec } from "./support/project.ts";

const augmented = spec.replace(
  "  grayscale()",
  "  augment train { color_jitter(brightness: 20%); rotate(-15deg..15deg); shift(10%) }\n  grayscale()",
);

describe("augmentation", () => {
  it("trains to the same bytes with any number of threads, its pictures in memory or on the disk", async () => {
    const cwd = project({ files: { "spec.kpnet": augmented } });
    const train = (out: string, ...more: string[]) => {
      expect(kpc(["train", "spec.kpnet", "--out", out, ...more], { cwd }).status).toBe(0);
      return readFileSync(join(cwd, out, "checkpoints/last.safetensors"));
    };
    const one = train("one", "--workers", "1");
    expect(train("three", "--workers", "3", "--data-memory", "0").equals(one)).toBe(true);
    const plain = train("plain", "--set", "seed=2");
    expect(plain.equals(one)).toBe(false);
    for (const { waitSeconds, trainSeconds } of await readMetrics(join(cwd, "one/metrics.jsonl"))) {
      expect(waitSeconds).toBeGreaterThanOrEqual(0);
      expect(waitSeconds).toBeLessThanOrEqual(trainSeconds);
    }
  });

  it("outside of `augment train` is refused", () => {
    const loose = spec.replace("  grayscale()", "  shift(10%)\n  grayscale()");
    const cwd = project({ faces: "none", files: { "spec.kpnet": loose } });
    expect(kpc(["check", "spec.kpnet"], { cwd }).stderr).toContain(
      "error[random_outside_augment]: shift draws at random",
    );
  });
});

describe("kpc data show", () => {
  it("writes a sheet: a row an example, a column an epoch beside two without augmentation", async () => {
    const cwd = project({ files: { "spec.kpnet": augmented } });
    const args = ["data", "show", "spec.kpnet", "--out", "sheet.png", "--examples", "2", "--epochs", "3"];
    expect(printed(kpc(args, { cwd }))).toContain("columns: as read; without augmentation; in epochs 1 to 3");
    const { width, height } = await sharp(join(cwd, "sheet.png")).metadata();
    expect([width, height]).toEqual([5 * 324 + 4, 2 * 244 + 4]);
  });

  it("has larger tiles where many points are numbered", async () => {
    const allPoints = spec
      .replace("  keep_points([nose_tip])\n", "")
      .replace("linear(2)", "linear(58 * 2)")
      .replace("points[1]", "points[58]");
    const cwd = project({ files: { "spec.kpnet": allPoints } });
    const args = ["data", "show", "spec.kpnet", "--examples", "1", "--epochs", "1"];
    printed(kpc([...args, "--out", "sheet.png"], { cwd }));
    printed(kpc([...args, "--out", "numbers.png", "--numbers"], { cwd }));
    const widthOf = async (file: string) => (await sharp(join(cwd, file)).metadata()).width!;
    expect(await widthOf("numbers.png")).toBeGreaterThan(2 * (await widthOf("sheet.png")));
  });

  it("needs a spec", () => {
    const cwd = project({ faces: "none" });
    expect(told(kpc(["data", "show", "nothing.kpnet", "--out", "sheet.png"], { cwd }), 2)).toContain("nothing.kpnet");
    expect(told(kpc(["data", "synth", "imx", "--out", "faces"], { cwd }), 2)).toContain(
      "there is no data set imx to draw",
    );
  });
});
