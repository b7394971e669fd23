import { describe } from "vitest";
import { conformance } from "./conformance.ts";
import { openNode } from "./support/node-place.ts";
import { hasSwiftShader } from "./support/swiftshader.ts";

describe.skipIf(!hasSwiftShader)("WebGPU on SwiftShader", () => {
  conformance("webgpu", "Node", openNode);
});
