import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Linux distributions and Google's packages put it. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const executablePath = places.find((path) => existsSync(path));

/** Tests that need a browser are skipped without. */
export const hasChromium = executablePath !== undefined;

/** A browser without windows that has WebGPU, on SwiftShader where there is no GPU. `args` are more of Chromium's switches. */
export function launchChromium(...args: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: executablePath!, args: ["--enable-unsafe-webgpu", ...args] });
}
