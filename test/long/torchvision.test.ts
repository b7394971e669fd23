import { expect, test } from "vitest";
import { answersWhere, errorOf } from "../torchvision/networks.ts";
import { temporaryFolder } from "../train/support/temporary-folder.ts";

test.each(answersWhere((size) => size >= 224))("%s gives torchvision's scores", async (_name, golden, answer) => {
  const error = await errorOf(golden, answer, await temporaryFolder());
  console.log(`${golden.network} at ${answer.size}x${answer.size}: ${error.toExponential(1)} apart`);
  expect(error).toBeLessThan(1e-4);
});
