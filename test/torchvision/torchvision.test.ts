import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../train/support/temporary-folder.ts";
import { answersWhere, errorOf, goldens, graphOf, stateOf } from "./networks.ts";

describe.each(goldens.map((golden) => [golden.network, golden] as const))("%s", (_name, golden) => {
  test("has torchvision's parameters, and its state dict key by key", () => {
    const graph = graphOf(golden);
    expect(graph.cost.parameters).toBe(golden.parameters);
    const own = [...stateOf(graph)].map(([key, shape]) => [key, ...shape]);
    expect(own.sort()).toEqual([...golden.state].sort());
  });
});

// Those of 224x224 pixels are in test/long.
test.each(answersWhere((size) => size < 224))("%s gives torchvision's scores", async (_name, golden, answer) => {
  expect(await errorOf(golden, answer, await temporaryFolder())).toBeLessThan(1e-4);
});
