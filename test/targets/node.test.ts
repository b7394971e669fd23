import { expect, test } from "vitest";
import { modelOf } from "./cases.ts";
import { conformance } from "./conformance.ts";
import { openNode } from "./support/node-place.ts";

conformance("js", "Node", openNode);
conformance("wasm", "Node", openNode);

test.each([
  ["SmallFaceNet", "facenet", "FaceNet"],
  ["SmallFaceNetAlternative", "facenet", "FaceNetAlternative"],
  ["SmallWideResNet50", "wide-resnet50", "WideResNet50"],
  ["SmallAntialiasedResNet50", "antialiased-resnet50", "AntialiasedResNet50"],
])("%s has every op of the network that it stands for", (small, spec, large) => {
  const opsOf = (path: string, name: string) => [...new Set(modelOf(path, name).nodes.map(({ op }) => op))].sort();
  expect(opsOf("test/targets/networks.kpnet", small)).toEqual(opsOf(`specs/${spec}.kpnet`, large));
});
