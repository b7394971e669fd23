import { describe } from "vitest";
import { hasChromium } from "../support/chromium.ts";
import { conformance } from "./conformance.ts";
import { openChromium } from "./support/chromium-place.ts";

describe.skipIf(!hasChromium)("headless Chromium (skipped where it is not installed)", () => {
  conformance("wasm", "Chromium", openChromium);
  conformance("webgpu", "Chromium", openChromium);
});
