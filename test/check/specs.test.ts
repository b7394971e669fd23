import { expect, it } from "vitest";
import { checkSpecFile } from "../support/check.ts";

it.each([
  ["nosenet", "NoseNet", 130_750],
  ["facenet", "FaceNet", 2_156_788],
  ["facenet", "FaceNetAlternative", 2_156_788],
])("%s: %s has %i parameters, and nothing is wrong with it", (spec, model, parameters) => {
  const { models, diagnostics } = checkSpecFile(spec);
  expect(diagnostics).toEqual([]);
  expect(models.get(model)!.cost.parameters).toBe(parameters);
});
