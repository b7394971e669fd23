import { describe, test } from "vitest";
import { parityCases, parityGroups } from "../../support/parity.ts";
import { compareWithPyTorch } from "./support/against-pytorch.ts";

// The code for node-gpu is that for js but for the package; webgpu has another max-pool gradient, wasm other gradients still.
describe.each(["js", "webgpu", "wasm"] as const)("what is emitted for %s computes what PyTorch does", (target) => {
  describe.each(parityGroups)("%s", (group) => {
    test.each(parityCases(group).map((one) => [one.name, one] as const))("%s", (_name, one) =>
      compareWithPyTorch(one, target),
    );
  });
});

test("code for node-gpu runs as that for js does", () => compareWithPyTorch(parityCases("networks")[1]!, "node-gpu"));
