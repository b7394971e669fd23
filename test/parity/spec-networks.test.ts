import { describe, test } from "vitest";
import { networkNames } from "../support/networks.ts";
import { NetworkParity } from "./support/network-parity.ts";

// Residual networks at full size, and what of them takes more steps, are in test/long.
describe.each(networkNames.filter((name) => !name.endsWith("@224x224")))("%s", { timeout: 240_000 }, (name) => {
  const parity = new NetworkParity(name);

  test("answers as in PyTorch", () => parity.expectOutputs());
  test.skipIf(parity.normed)("has PyTorch's gradients", () => parity.expectGradients());
  test.runIf(parity.normed)("has gradients as exact as PyTorch's", () => parity.expectGradientsOfForcedDecisions());
  test.runIf(parity.golden.model === "ResNet50")("has PyTorch's running statistics after three steps", () =>
    parity.expectStatistics(),
  );
});
