import { readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { launchChromium } from "../../support/chromium.ts";
import { targetCases } from "../cases.ts";
import { bundle } from "./bundle.ts";
import type { OpenPlace, Place } from "./place.ts";

/** Runs a target in a page of headless Chromium; `webgpu` on SwiftShader where there is no GPU. */
export const openChromium: OpenPlace = async (target) => {
  const path = await bundle(targetCases, target, "host-in-page.ts", { platform: "browser" });
  const browser = await launchChromium();
  const page = await browser.newPage();
  await servePage(page, path);
  return {
    step: (name, feeds, learningRate) =>
      page.evaluate(
        ([name, feeds, learningRate]) => (globalThis as unknown as Pick<Place, "step">).step(name, feeds, learningRate),
        [name, feeds, learningRate] as const,
      ),
    async close() {
      await browser.close();
      rmSync(dirname(path), { recursive: true, force: true });
    },
  };
};

/** Answers the page's requests from here, without a server, and loads the bundle and tfjs's .wasm files into it. */
async function servePage(page: Page, bundle: string): Promise<void> {
  const wasm = dirname(fileURLToPath(import.meta.resolve("@tensorflow/tfjs-backend-wasm")));
  await page.route("http://localhost/**", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/") return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>kpc</title>" });
    if (pathname.endsWith(".wasm"))
      return route.fulfill({ contentType: "application/wasm", body: readFileSync(wasm + pathname) });
    return route.fulfill({ status: 404 });
  });
  await page.goto("http://localhost/");
  await page.addScriptTag({ path: bundle, type: "module" });
}
