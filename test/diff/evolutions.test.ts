import { describe, expect, it } from "vitest";
import { renderTerminal } from "../../reports/diff/terminal.ts";
import { reportBetween } from "./support.ts";

const antialiasing = "numerics numerics numerics numerics naming numerics numerics naming";

/** Before, after, and how many changes of which classes. */
const evolutions = [
  ["nosenet.kpnet#Nose", "nosenet.kpnet#NoseAlternative", "numerics training numerics training", "whole"],
  ["nosenet.kpnet#NoseNet", "nosenet.kpnet#NoseNetAlternative", "numerics training numerics", "whole"],
  ["facenet.kpnet#Face", "facenet.kpnet#FaceAlternative", "numerics training numerics training", "whole"],
  ["facenet.kpnet#FaceNet", "facenet.kpnet#FaceNetAlternative", "numerics training numerics", "whole"],
  ["resnet50.kpnet#ResNet50", "antialiased-resnet50.kpnet#AntialiasedResNet50", antialiasing, "whole"],
] as const;

describe("the document's evolutions", () => {
  it.each(evolutions)("%s to %s", async (before, after, classes, loads) => {
    const report = await reportBetween(before, after);
    expect(report.changes.map((change) => change.class).join(" ")).toBe(classes);
    expect(report.verdict.loads).toBe(loads);
  });

  it.each([
    ["nosenet.kpnet#Nose", "nosenet.kpnet#NoseAlternative", "nose-to-alternative"],
    ["facenet.kpnet#Face", "facenet.kpnet#FaceAlternative", "face-to-alternative"],
    ["nosenet.kpnet#NoseNet", "facenet.kpnet#FaceNet", "nosenet-to-facenet"],
    ["resnet50.kpnet#ResNet50", "antialiased-resnet50.kpnet#AntialiasedResNet50", "resnet50-to-antialiased"],
  ])("%s to %s reads as reviewed", async (before, after, golden) => {
    await expect(renderTerminal(await reportBetween(before, after))).toMatchFileSnapshot(`goldens/${golden}.txt`);
  });

  it.each(["nosenet.kpnet#Nose", "facenet.kpnet#Face", "wide-resnet50.kpnet#WideResNet50", "unet.kpnet"])(
    "%s is the same as itself",
    async (spec) => {
      const report = await reportBetween(spec, spec);
      expect(report).toMatchObject({
        class: null,
        changes: [],
        verdict: { loads: "whole", missing: [], reordered: false },
      });
    },
  );
});
