import { expect, test } from "vitest";
import { compiledWasmCode, wasmCode } from "../../scripts/generate-wasm.ts";

test("the machine code beside emitted modules is what AssemblyScript makes of kernels/ today", async () => {
  expect(await compiledWasmCode()).toBe(await wasmCode());
});
