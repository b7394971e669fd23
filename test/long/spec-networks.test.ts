import { describe, test } from "vitest";
import { NetworkParity } from "../parity/support/network-parity.ts";
import { networkNames } from "../support/networks.ts";

const residual = networkNames.filter((name) => /@(64x64|224x224)$/.test(name) && !name.startsWith("FaceNet"));

describe.each(residual)("%s", (name) => {
  const parity = new NetworkParity(name);

  test("answers as in PyTorch", () => parity.expectOutputs());
  test("has gradients as exact as PyTorch's", () => parity.expectGradientsOfForcedDecisions());
  test("has them where ReLUs decide for themselves, too", () => parity.expectGradientsOfFreeDecisions());
  test("has PyTorch's running statistics after three steps", () => parity.expectStatistics());
});
