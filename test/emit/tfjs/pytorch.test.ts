import { describe, test } from "vitest";
import { parityCases, parityGroups } from "../../support/parity.ts";
import { compareWithPyTorch } from "./support/against-pytorch.ts";

describe.each(["js", "wasm"] as const)("what is emitted for %s computes what PyTorch does", (target) => {
  describe.each(parityGroups)("%s", (group) => {
    test.each(parityCases(group).map((one) => [one.name, one] as const))("%s", (_name, one) =>
      compareWithPyTorch(one, target),
    );
  });
});
