import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import type { ExamplePlan } from "../../compiler/ir/plan.ts";
import { loadExamples } from "../../runtime/data/examples.ts";
import { checkSpecFile } from "../support/check.ts";

const root = new URL("../../..", import.meta.url).pathname;
const path = "shared/data/ibug";

/** The examples of the document's part 3, of real faces. */
function landmarkExamples(): ExamplePlan {
  const { examples } = checkSpecFile("wide-resnet50").experiments.get("Landmarks")!;
  const { dataset } = examples;
  const source = { ...dataset.source, parameters: { ...dataset.source.parameters, path } };
  return { ...examples, dataset: { ...dataset, source } };
}

test.skipIf(!existsSync(`${root}${path}`))(
  "LFPW's faces are cropped to their boxes, with their points inside (skipped where ../shared/data is absent)",
  { timeout: 60_000 },
  async () => {
    const examples = await loadExamples(landmarkExamples(), { root, split: "validation", seed: 1 });
    expect(examples.ids).toHaveLength(147);
    expect(examples.inputShape).toEqual([1, 224, 224]);
    let inside = 0;
    const noses: number[] = [];
    for (const index of examples.ids.keys()) {
      const { target } = examples.target(index, 1);
      inside += target.filter((share) => share >= 0 && share <= 1).length / target.length;
      noses.push(target[2 * 30]!, target[2 * 30 + 1]!);
    }
    // Boxes are a detector's: some chins and cheeks are outside even of 1.25 times the box.
    expect(inside / 147).toBeGreaterThan(0.97);
    for (const share of noses) expect(Math.abs(share - 0.5)).toBeLessThan(0.25);
  },
);
