import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where Debian's Chromium keeps SwiftShader, a Vulkan driver that computes on the CPU. */
const folder = "/usr/lib/chromium";

export const hasSwiftShader = existsSync(join(folder, "vk_swiftshader_icd.json"));

/** What has the `webgpu` package find Vulkan's loader and that driver; libraries are looked up when a process starts. */
export function swiftShader(): NodeJS.ProcessEnv {
  return { LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: join(folder, "vk_swiftshader_icd.json") };
}
